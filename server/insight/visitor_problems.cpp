#include "server/insight/visitor_problems.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>
#include <variant>

#include "server/insight/problem_grouping.h"

namespace firstline {
namespace {

constexpr std::string_view kRequest = "request";

using Deed = std::variant<const Event*, const Vote*, const Ticket*>;

std::chrono::sys_seconds when(const Deed& deed) {
    struct Moment {
        std::chrono::sys_seconds operator()(const Event* event) const { return event->at; }
        std::chrono::sys_seconds operator()(const Vote* vote) const { return vote->at; }
        std::chrono::sys_seconds operator()(const Ticket* ticket) const { return ticket->created; }
    };
    return std::visit(Moment{}, deed);
}

bool still_typing(const Event& search, const Event& next) {
    return next.at - search.at <= kStillTyping && next.query.starts_with(search.query);
}

using Deeds = std::unordered_map<std::string_view, std::vector<Deed>>;

void add_events(Deeds& deeds, std::span<const Event> events) {
    std::unordered_map<std::string_view, const Event*> next_search;
    std::vector<const Event*> kept;
    kept.reserve(events.size());
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        if (event->by_desk)
            continue;
        if (event->kind == Event::Kind::search) {
            const Event*& next = next_search[event->visitor];
            const bool counts = !next || !still_typing(*event, *next);
            next = &*event;
            if (!counts)
                continue;
        }
        kept.push_back(&*event);
    }
    for (auto event = kept.rbegin(); event != kept.rend(); ++event)
        deeds[(*event)->visitor].emplace_back(*event);
}

}  // namespace

bool VisitorProblem::is_request() const {
    const auto asks = [](std::string_view type) { return type == kRequest; };
    for (const Ticket* ticket : tickets)
        if (asks(ticket->type))
            return true;
    for (const Event* event : events)
        if (event->kind == Event::Kind::door && asks(event->type))
            return true;
    return !reads.empty() && std::all_of(reads.begin(), reads.end(),
                                         [&](const ArticleRead& read) { return asks(read.type); });
}

std::vector<VisitorProblem> problems_of(std::span<const Event> events, std::span<const Vote> votes,
                                        std::span<const Ticket> tickets) {
    Deeds deeds;
    add_events(deeds, events);
    for (const Vote& vote : votes)
        if (vote.visitor && vote.seen && !vote.by_desk)
            deeds[*vote.visitor].emplace_back(&vote);
    for (const Ticket& ticket : tickets)
        if (ticket.visitor)
            deeds[*ticket.visitor].emplace_back(&ticket);
    std::vector<VisitorProblem> problems;
    for (auto& [visitor, all] : deeds) {
        // Stable: what happened in the same second happened as a page makes it happen.
        std::stable_sort(all.begin(), all.end(),
                         [](const Deed& a, const Deed& b) { return when(a) < when(b); });
        ProblemGrouping grouping(visitor);
        for (const Deed& deed : all)
            std::visit([&](const auto* one) { grouping.add(*one); }, deed);
        auto found = std::move(grouping).problems();
        std::move(found.begin(), found.end(), std::back_inserter(problems));
    }
    std::sort(problems.begin(), problems.end(),
              [](const VisitorProblem& a, const VisitorProblem& b) {
                  return std::tie(a.begin, a.visitor) < std::tie(b.begin, b.visitor);
              });
    return problems;
}

std::vector<const Event*> searches_of(std::span<const Event> events) {
    Deeds deeds;
    add_events(deeds, events);
    std::vector<const Event*> searches;
    for (const auto& [visitor, all] : deeds)
        for (const Deed& deed : all)
            if (const Event* event = std::get<const Event*>(deed);
                event->kind == Event::Kind::search)
                searches.push_back(event);
    std::sort(searches.begin(), searches.end(), [](const Event* a, const Event* b) {
        return std::tie(a->at, a->visitor) < std::tie(b->at, b->visitor);
    });
    return searches;
}

}  // namespace firstline
