#include "server/insight/existing_answers.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace firstline {
namespace {

constexpr auto kNames = std::to_array<std::string_view>({"never_searched", "not_shown",
                                                         "shown_not_opened", "opened_and_failed",
                                                         "not_visible", "stale", "cannot_be_told"});

bool was_read(const VisitorProblem& problem, const Ticket& ticket) {
    const bool opened =
        std::any_of(problem.events.begin(), problem.events.end(), [&](const Event* event) {
            return event->at <= ticket.created && event->article == ticket.solved_by &&
                   (event->kind == Event::Kind::view ||
                    event->kind == Event::Kind::suggestion_opened);
        });
    return opened ||
           std::any_of(problem.reads.begin(), problem.reads.end(), [&](const ArticleRead& read) {
               return read.at <= ticket.created && read.article == ticket.solved_by;
           });
}

bool was_shown(const Event& event, std::string_view article) {
    const auto end = event.shown.begin() +
                     static_cast<std::ptrdiff_t>(std::min(event.shown.size(), kSeenPlaces));
    return std::find(event.shown.begin(), end, article) != end;
}

struct Sought {
    bool at_all = false;
    bool shown = false;
};

Sought sought(const VisitorProblem& problem, const Ticket& ticket) {
    Sought found;
    for (const Event* event : problem.events) {
        if (event->at > ticket.created)
            continue;
        found.at_all = found.at_all || event->kind == Event::Kind::search;
        found.shown = found.shown || was_shown(*event, ticket.solved_by);
    }
    return found;
}

void add_steps(AnsweredBy& found, const VisitorProblem& problem) {
    for (const Vote* vote : problem.votes)
        if (vote->article == found.article && !vote->step.empty() &&
            std::find(found.failed_steps.begin(), found.failed_steps.end(), vote->step) ==
                found.failed_steps.end())
            found.failed_steps.push_back(vote->step);
}

}  // namespace

std::string_view name_of(Cause cause) {
    return kNames.at(static_cast<std::size_t>(cause));
}

Cause cause_of(const Ticket& ticket, const VisitorProblem* problem, const ArticleLookup& lookup) {
    if (lookup.visible && !lookup.visible(ticket, ticket.solved_by))
        return Cause::not_visible;
    if (!problem || (problem->events.empty() && problem->votes.empty()))
        return Cause::cannot_be_told;
    if (was_read(*problem, ticket))
        return lookup.stale && lookup.stale(ticket.solved_by, ticket.created)
                   ? Cause::stale
                   : Cause::opened_and_failed;
    const Sought found = sought(*problem, ticket);
    if (found.shown)
        return Cause::shown_not_opened;
    return found.at_all ? Cause::not_shown : Cause::never_searched;
}

ExistingAnswers existing_answers_of(std::span<const Ticket> tickets,
                                    std::span<const VisitorProblem> problems,
                                    const ArticleLookup& lookup, std::chrono::sys_seconds from,
                                    std::chrono::sys_seconds until) {
    std::unordered_map<const Ticket*, const VisitorProblem*> problem_of;
    for (const VisitorProblem& problem : problems)
        for (const Ticket* ticket : problem.tickets)
            problem_of[ticket] = &problem;
    ExistingAnswers found;
    std::array<std::size_t, kCauses> causes{};
    std::map<std::string_view, AnsweredBy> articles;
    std::size_t answered = 0;
    for (const Ticket& ticket : tickets) {
        if (ticket.created < from || ticket.created >= until || !ticket.solved)
            continue;
        ++found.solved;
        if (ticket.solved_by.empty())
            continue;
        ++answered;
        const auto problem = problem_of.find(&ticket);
        const VisitorProblem* const before =
            problem == problem_of.end() ? nullptr : problem->second;
        const auto cause = static_cast<std::size_t>(cause_of(ticket, before, lookup));
        ++causes[cause];
        AnsweredBy& article = articles[ticket.solved_by];
        article.article = ticket.solved_by;
        ++article.tickets;
        ++article.causes[cause];
        if (before)
            add_steps(article, *before);
    }
    found.with_article = plain_share(static_cast<double>(answered), found.solved);
    for (std::size_t i = 0; i < kCauses; ++i)
        found.causes[i] = plain_share(static_cast<double>(causes[i]), answered);
    for (auto& [id, article] : articles)
        found.articles.push_back(std::move(article));
    std::stable_sort(found.articles.begin(), found.articles.end(),
                     [](const auto& a, const auto& b) { return a.tickets > b.tickets; });
    if (found.articles.size() > ExistingAnswers::kMostArticles)
        found.articles.resize(ExistingAnswers::kMostArticles);
    return found;
}

}  // namespace firstline
