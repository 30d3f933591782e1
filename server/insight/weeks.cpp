#include "server/insight/weeks.h"

#include <algorithm>

namespace firstline {
namespace {

using std::chrono::days;
using std::chrono::weeks;

constexpr weeks kWeek{1};

/// Events from `from` to before `until`, and what was opened of the last searches after that.
std::span<const Event> events_around(std::span<const Event> events, std::chrono::sys_seconds from,
                                     std::chrono::sys_seconds until) {
    const auto earlier = [](const Event& event, std::chrono::sys_seconds at) {
        return event.at < at;
    };
    const auto begin = std::lower_bound(events.begin(), events.end(), from, earlier);
    return {begin, std::lower_bound(begin, events.end(), until + kVisit, earlier)};
}

void add_tickets(std::vector<Week>& found, const WeeksOf& what) {
    const auto week_of = [&](std::chrono::sys_days monday) -> Week* {
        for (Week& week : found)
            if (week.monday == monday)
                return &week;
        return nullptr;
    };
    std::map<std::string, bool> own;
    for (const Ticket& ticket : what.tickets) {
        if (ticket.created < what.from || ticket.created >= what.until)
            continue;
        own[ticket.channel] = true;
        if (Week* week = week_of(monday_of(ticket.created)))
            ++week->tickets[ticket.channel];
    }
    // Whoever counts tickets of a channel elsewhere has them all; ours would be counted twice.
    for (const TicketCount& count : what.counts)
        if (Week* week = week_of(count.week); week && !own[count.channel])
            week->tickets[count.channel] += count.tickets;
}

}  // namespace

std::chrono::sys_days monday_of(std::chrono::sys_seconds moment) {
    const auto day = std::chrono::floor<days>(moment);
    return day - (std::chrono::weekday{day} - std::chrono::Monday);
}

std::vector<Week> weeks_of(const WeeksOf& what) {
    std::vector<Week> found;
    for (auto monday = monday_of(what.from); monday < what.until; monday += kWeek) {
        const auto from = std::max<std::chrono::sys_seconds>(monday, what.from);
        const auto until = std::min<std::chrono::sys_seconds>(monday + kWeek, what.until);
        Week week{.monday = monday, .whole = from == monday && until == monday + kWeek};
        week.deflection = deflection_of(what.problems, from, until, what.now).all;
        week.success = self_service_of(what.problems, {}, from, until).success;
        const SearchMeasures searches =
            search_measures_of(events_around(what.events, from, until), from, until);
        week.searches = searches.searches;
        week.nothing_found = searches.nothing_found;
        found.push_back(std::move(week));
    }
    add_tickets(found, what);
    return found;
}

}  // namespace firstline
