#include "tests/server/insight/samples.h"

#include <algorithm>
#include <utility>

namespace firstline {

Event& Diary::event(Event::Kind kind, const std::string& visitor, int second) {
    Event& added = events.emplace_back();
    added.kind = kind;
    added.visitor = visitor;
    added.at = at(second);
    return added;
}

Event& Diary::search(const std::string& visitor, int second, const std::string& query,
                     std::vector<std::string> shown) {
    Event& added = event(Event::Kind::search, visitor, second);
    added.query = query;
    added.topic = query;
    added.total = static_cast<unsigned>(shown.size());
    added.sure = true;
    added.shown = std::move(shown);
    return added;
}

Event& Diary::view(const std::string& visitor, int second, const std::string& article,
                   const std::string& query, const std::string& type) {
    Event& added = event(Event::Kind::view, visitor, second);
    added.article = article;
    added.type = type;
    added.query = query;
    added.topic = query;
    added.rank = query.empty() ? 0 : 1;
    return added;
}

Event& Diary::leave(const std::string& visitor, int second, const std::string& article, int dwelt) {
    Event& added = event(Event::Kind::dwell, visitor, second);
    added.article = article;
    added.dwell = std::chrono::seconds{dwelt};
    return added;
}

void Diary::read(const std::string& visitor, int second, const std::string& article,
                 const std::string& query, const std::string& type) {
    view(visitor, second, article, query, type);
    leave(visitor, second + 60, article);
}

Event& Diary::door(const std::string& visitor, int second, const std::string& topic) {
    Event& added = event(Event::Kind::door, visitor, second);
    added.topic = topic;
    return added;
}

Vote& Diary::vote(const std::string& visitor, int second, Vote::Answer answer,
                  const std::string& article, const std::string& topic) {
    Vote& added = votes.emplace_back();
    added.visitor = visitor;
    added.article = article;
    added.type = "fix";
    added.topic = topic;
    added.answer = answer;
    added.seen = true;
    added.at = at(second);
    added.changed = added.at;
    return added;
}

Ticket& Diary::ticket(const std::string& visitor, int second, const std::string& topic) {
    Ticket& added = tickets.emplace_back();
    added.visitor = visitor;
    added.topic = topic;
    added.created = at(second);
    return added;
}

std::vector<VisitorProblem> Diary::problems() {
    const auto by_time = [](const auto& a, const auto& b) { return a.at < b.at; };
    std::stable_sort(events.begin(), events.end(), by_time);
    std::stable_sort(votes.begin(), votes.end(), by_time);
    std::stable_sort(tickets.begin(), tickets.end(),
                     [](const Ticket& a, const Ticket& b) { return a.created < b.created; });
    return problems_of(events, votes, tickets);
}

}  // namespace firstline
