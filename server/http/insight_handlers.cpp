#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "server/http/answer_from_index.h"
#include "server/http/handlers.h"
#include "server/http/insight_rows.h"
#include "server/http/params.h"
#include "server/http/solving_articles.h"
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
    const RecordsById records = solving_articles(site, input.tickets);
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
