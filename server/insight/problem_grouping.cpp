#include "server/insight/problem_grouping.h"

#include <algorithm>
#include <utility>

namespace firstline {
namespace {

std::vector<std::string_view> words_of(std::string_view topic) {
    std::vector<std::string_view> words;
    while (!topic.empty()) {
        const std::size_t end = std::min(topic.find(' '), topic.size());
        if (end > 0)
            words.push_back(topic.substr(0, end));
        topic.remove_prefix(std::min(end + 1, topic.size()));
    }
    return words;
}

bool shares_word(const std::set<std::string_view>& words, std::string_view topic) {
    const auto others = words_of(topic);
    return std::any_of(others.begin(), others.end(),
                       [&](std::string_view word) { return words.contains(word); });
}

/// What a visitor asked for tells what the problem is. The title of an article that was opened from
/// elsewhere does so only for a problem that begins with it: titles share words too easily.
bool tells_topic(const Event& event) {
    return event.kind == Event::Kind::search || event.kind == Event::Kind::door ||
           !event.query.empty();
}

}  // namespace

template <class Condition>
ProblemGrouping::Open* ProblemGrouping::latest(std::chrono::sys_seconds at,
                                               const Condition& holds) {
    Open* found = nullptr;
    for (Open& open : open_)
        if (at - open.problem.begin < kProblemLife && (!found || open.last >= found->last) &&
            holds(open))
            found = &open;
    return found;
}

ProblemGrouping::Open& ProblemGrouping::begin(std::chrono::sys_seconds at) {
    Open& open = open_.emplace_back();
    open.problem.visitor = visitor_;
    open.problem.begin = at;
    return open;
}

ProblemGrouping::Open& ProblemGrouping::problem_for(const Event& event) {
    const auto at = event.at;
    const auto within = [&](const Open& open) { return at - open.last <= kVisit; };
    if (event.kind == Event::Kind::dwell)
        if (Open* open = latest(at, [&](const Open& one) {
                return one.viewing && one.viewing->article == event.article;
            }))
            return *open;
    const bool of_article = !event.article.empty() && event.kind != Event::Kind::door;
    if (of_article && event.query.empty())
        if (Open* open = latest(at, [&](const Open& one) {
                return within(one) && one.articles.contains(event.article);
            }))
            return *open;
    if (Open* open =
            latest(at, [&](const Open& one) { return shares_word(one.words, event.topic); }))
        return *open;
    if (event.kind == Event::Kind::search)
        if (Open* open = latest(at, [&](const Open& one) {
                return one.last_search && at - *one.last_search <= kReformulation;
            }))
            return *open;
    // A form opened, suggestions beside it, an incident joined: without words of its own it is
    // about what was done just before.
    if (event.topic.empty() || event.kind == Event::Kind::suggestions_shown ||
        event.kind == Event::Kind::suggestion_opened)
        if (Open* open = latest(at, within))
            return *open;
    return begin(at);
}

void ProblemGrouping::leave(Open& open, const Event& dwell) {
    if (dwell.dwell.count() <= 0)
        return;
    const bool viewed = open.viewing && open.viewing->article == dwell.article;
    const std::string_view type = dwell.type.empty() && viewed ? open.viewing->type : dwell.type;
    open.problem.reads.push_back({dwell.article, type, dwell.at});
}

void ProblemGrouping::add(const Event& event) {
    Open& open = problem_for(event);
    if (open.words.empty() || tells_topic(event))
        for (const std::string_view word : words_of(event.topic))
            open.words.insert(word);
    open.articles.insert(event.shown.begin(), event.shown.end());
    if (!event.article.empty())
        open.articles.insert(event.article);
    if (!event.incident.empty())
        open.problem.incident = event.incident;
    open.last = event.at;
    switch (event.kind) {
        case Event::Kind::search: open.last_search = event.at; break;
        case Event::Kind::view: open.viewing = &event; break;
        case Event::Kind::dwell: leave(open, event); break;
        case Event::Kind::door:
            if (!open.problem.door)
                open.problem.door = event.at;
            break;
        case Event::Kind::suggestions_shown:
        case Event::Kind::suggestion_opened:
        case Event::Kind::incident_joined: break;
    }
    open.problem.events.push_back(&event);
}

void ProblemGrouping::add(const Vote& vote) {
    Open* open =
        latest(vote.at, [&](const Open& one) { return one.articles.contains(vote.article); });
    if (!open)
        open = latest(vote.at, [&](const Open& one) { return shares_word(one.words, vote.topic); });
    if (!open)
        open = &begin(vote.at);
    if (open->words.empty())
        for (const std::string_view word : words_of(vote.topic))
            open->words.insert(word);
    open->articles.insert(vote.article);
    open->last = vote.at;
    open->problem.reads.push_back({vote.article, vote.type, vote.at});
    open->problem.votes.push_back(&vote);
}

ProblemGrouping::Open& ProblemGrouping::problem_for(const Ticket& ticket) {
    const auto at = ticket.created;
    const auto same_words = [&](const Open& one) { return shares_word(one.words, ticket.topic); };
    if (Open* open =
            latest(at, [&](const Open& one) { return one.problem.door && same_words(one); }))
        return *open;
    if (Open* open = latest(at, same_words))
        return *open;
    if (Open* open = latest(at, [&](const Open& one) {
            return one.problem.door && at - one.last <= kVisit && one.problem.tickets.empty();
        }))
        return *open;
    return begin(at);
}

void ProblemGrouping::add(const Ticket& ticket) {
    Open& open = problem_for(ticket);
    for (const std::string_view word : words_of(ticket.topic))
        open.words.insert(word);
    if (!ticket.incident.empty())
        open.problem.incident = ticket.incident;
    if (!open.problem.door)
        open.problem.door = ticket.created;
    open.last = ticket.created;
    open.problem.tickets.push_back(&ticket);
}

std::vector<VisitorProblem> ProblemGrouping::problems() && {
    std::vector<VisitorProblem> problems;
    problems.reserve(open_.size());
    for (Open& open : open_)
        problems.push_back(std::move(open.problem));
    return problems;
}

}  // namespace firstline
