#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "server/http/answer_from_index.h"
#include "server/http/handlers.h"
#include "server/http/insight_rows.h"
#include "server/http/params.h"
#include "server/http/team.h"
#include "server/insight/load.h"
#include "server/pages/insight_view.h"
#include "server/pages/links.h"

namespace firstline {
namespace {

constexpr unsigned kWeeks = 12;
constexpr unsigned kMostWeeks = 104;
/// Where the manual that defines the numbers stands, if its articles are served here too.
constexpr const char* kManual = "firstline/numbers";

unsigned weeks_from(const Target& target, Asker asker) {
    return std::max(1U, number_from(target, "weeks", kWeeks, kMostWeeks, asker));
}

bool was_stale(const ArticleRecord& article, std::chrono::sys_seconds at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    if (article.expires && *article.expires <= day)
        return true;
    // Reviewed since, what it was then is not known.
    return article.reviewed && article.review_every && *article.reviewed <= day &&
           *article.reviewed + *article.review_every < day;
}

/// Who was signed in is an employee at least; of which groups is not kept, so they may be of any.
/// Of somebody who did not write here nothing is known.
bool could_read(const Ticket& ticket, const ArticleRecord& article) {
    if (ticket.account.empty())
        return !ticket.visitor || may_read({}, article.audience);
    return !article.audience.groups.empty() || may_read({Role::employee, {}}, article.audience);
}

using Records = std::map<std::string, ArticleRecord, std::less<>>;

/// The articles that solved tickets, whoever may read them.
Records solving_articles(const Site& site, const std::vector<Ticket>& tickets) {
    std::set<std::string> ids;
    for (const Ticket& ticket : tickets)
        if (!ticket.solved_by.empty())
            ids.insert(ticket.solved_by);
    const auto records = site.library.ask(Viewer{Role::admin, {}}, [&](Reading& reading) {
        return reading.records({ids.begin(), ids.end()});
    });
    Records found;
    for (const ArticleRecord& record : records)
        found.emplace(record.id, record);
    return found;
}

ArticleLookup lookup_in(const Records& records) {
    const auto record = [&records](std::string_view id) -> const ArticleRecord* {
        const auto found = records.find(id);
        return found == records.end() ? nullptr : &found->second;
    };
    // Of an article that is gone neither can be said.
    return {[record](const Ticket& ticket, std::string_view id) {
                const ArticleRecord* const article = record(id);
                return !article || could_read(ticket, *article);
            },
            [record](std::string_view id, std::chrono::sys_seconds at) {
                const ArticleRecord* const article = record(id);
                return article && was_stale(*article, at);
            }};
}

/// Of so many whole weeks, counted from now back; the present one, of which a part has passed, is
/// one of them.
InsightReport report_of(const Site& site, unsigned weeks) {
    const auto now = site.now();
    const auto from = monday_of(now) - std::chrono::weeks{weeks - 1};
    InsightInput input{.from = from, .until = now};
    if (site.listening != nullptr) {
        const auto lease = site.listening->store();
        input = load_insight(*lease, from, now);
    }
    input.teams = site.library.ask(
        Viewer{Role::admin, {}}, [](Reading& reading) { return teams_of(reading.manifest().kb); });
    const Records records = solving_articles(site, input.tickets);
    input.articles = lookup_in(records);
    return insight_report(input, now);
}

Reply kept_by_nobody(std::string body, const char* content_type) {
    Reply reply;
    reply.content_type = content_type;
    reply.body = std::move(body);
    reply.headers = {{"Cache-Control", kKeepNothing}, {"X-Robots-Tag", "noindex"}};
    return reply;
}

/// Titles of the articles named in the report that this viewer may read.
std::map<std::string, ArticleLink> links_of(const ExistingAnswers& answers, Reading& reading) {
    std::vector<std::string> ids;
    ids.reserve(answers.articles.size());
    for (const AnsweredBy& article : answers.articles)
        ids.push_back(article.article);
    std::map<std::string, ArticleLink> links;
    for (const ArticleRecord& record : reading.records(ids))
        links[record.id] = {record.title, article_url(record.slug)};
    return links;
}

}  // namespace

Reply show_insight(const Site& site, const Request& request, const std::string& /*rest*/) {
    InsightView view;
    view.weeks = weeks_from(request.target, Asker::person);
    view.report = report_of(site, view.weeks);
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        view.articles = links_of(view.report.existing_answers, reading);
        const Found manual = reading.find(kManual);
        view.definitions =
            manual.kind == Found::Kind::article ? article_url(manual.article.record.slug) : "";
        const Frame frame = frame_of(site, request, reading, "/insight", {});
        return kept_by_nobody(site.pages.insight(frame, view), "text/html; charset=utf-8");
    });
}

Reply send_insight_csv(const Site& site, const Request& request, const std::string& /*rest*/) {
    const unsigned weeks = weeks_from(request.target, Asker::person);
    Reply reply = kept_by_nobody(to_csv(report_of(site, weeks)), "text/csv; charset=utf-8");
    reply.headers.emplace_back("Content-Disposition",
                               "attachment; filename=\"firstline-numbers.csv\"");
    return reply;
}

Reply api_insight(const Site& site, const Request& request, const std::string& /*rest*/) {
    const unsigned weeks = weeks_from(request.target, Asker::program);
    return kept_by_nobody(to_json(report_of(site, weeks)), "application/json");
}

}  // namespace firstline
