#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "server/http/board_memory.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/solving_articles.h"
#include "server/http/text_holds.h"
#include "server/insight/staleness.h"
#include "server/pages/gap_view.h"
#include "server/pages/links.h"
#include "server/store/article_counts.h"

namespace firstline {
namespace {

constexpr std::size_t kMostFailing = 50;
/// Fewer tickets after reading an article, or corrections of it, say more of chance than of it.
constexpr std::size_t kFewestTickets = 2;

using VotesByArticle = std::map<std::string, std::vector<Vote>>;

/// What the store tells, whoever may read which article.
struct Told {
    VotesByArticle votes;
    CountByArticle views;
    CountByArticle tickets;  ///< visitors who sent one after reading the article
    CountByArticle corrections;
    ExistingAnswers answers;
};

CountByArticle tickets_after(const std::vector<VisitorProblem>& problems,
                             std::chrono::sys_seconds from) {
    CountByArticle counts;
    for (const VisitorProblem& problem : problems) {
        if (problem.tickets.empty() || problem.tickets.back()->created < from)
            continue;
        std::set<std::string_view> read;
        for (const ArticleRead& each : problem.reads)
            if (each.at <= problem.tickets.back()->created)
                read.insert(each.article);
        for (const std::string_view article : read)
            ++counts[std::string{article}];
    }
    return counts;
}

Told told_by(const Site& site, Connection& connection) {
    const auto now = site.now();
    Told told;
    for (Vote& vote : VoteTable(connection).between({}, now + std::chrono::seconds{1}))
        told.votes[vote.article].push_back(std::move(vote));
    told.views = site.board->used(connection, now)->views;
    told.corrections = corrections_by_article(connection, now - kUseWindow);
    const auto from = now - kGapWindow;
    const auto readers = site.board->readers(connection, now);
    told.tickets = tickets_after(readers->problems, from);
    const auto solving = solving_articles(site, readers->tickets);
    told.answers =
        existing_answers_of(readers->tickets, readers->problems, lookup_in(solving), from, now);
    return told;
}

std::vector<FailingArticle> failing_of(const Told& told, Connection& connection, Reading& reading) {
    std::set<std::string> ids;
    for (const auto& [id, votes] : told.votes)
        if (votes.size() >= kFewestVotes)
            ids.insert(id);
    for (const CountByArticle& counts : {told.tickets, told.corrections})
        for (const auto& [id, count] : counts)
            if (count >= kFewestTickets)
                ids.insert(id);
    VoteTable texts(connection);
    std::vector<FailingArticle> failing;
    for (const ArticleRecord& record : reading.records({ids.begin(), ids.end()})) {
        FailingArticle article{.article = named(record),
                               .votes = {},
                               .views90 = count_of(told.views, record.id),
                               .tickets = count_of(told.tickets, record.id),
                               .corrections = count_of(told.corrections, record.id)};
        if (const auto votes = told.votes.find(record.id); votes != told.votes.end()) {
            const Found found = reading.find(record.slug);
            article.votes = helpfulness_of(votes->second, holds_for(texts, found.article));
        }
        const bool unhelpful = article.votes.unhelpful && article.votes.unhelpful->count > 0;
        if (unhelpful || std::max(article.tickets, article.corrections) >= kFewestTickets)
            failing.push_back(std::move(article));
    }
    std::stable_sort(failing.begin(), failing.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.weight(), a.tickets, a.corrections) >
               std::tuple(b.weight(), b.tickets, b.corrections);
    });
    failing.resize(std::min(failing.size(), kMostFailing));
    return failing;
}

}  // namespace

Reply show_failing(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (site.listening == nullptr)
        throw BadRequest("This server keeps nothing, so it knows of no readers.");
    const auto lease = site.listening->store();
    const Told told = told_by(site, *lease);
    return private_page(site, request, 200, [&](const Frame& frame, Reading& reading) {
        FailingView view;
        view.articles = failing_of(told, *lease, reading);
        view.solved = told.answers.solved;
        KnownRecords records(reading);
        for (const AnsweredBy& answered : told.answers.articles)
            if (const ArticleRecord* const record = records.find(answered.article))
                view.unfound.push_back({named(*record), answered});
        return failing_page(site.pages, frame, view);
    });
}

}  // namespace firstline
