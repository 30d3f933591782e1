#include "server/insight/load.h"

#include <algorithm>
#include <utility>

#include "server/store/counters.h"
#include "server/store/incidents.h"

namespace firstline {
namespace {

std::vector<IncidentCount> incidents_of(Connection& connection, std::chrono::sys_seconds from,
                                        std::chrono::sys_seconds until) {
    IncidentTable table(connection);
    std::vector<IncidentCount> found;
    for (const Incident& incident : table.all())
        if (incident.from < until && (!incident.until || *incident.until >= from))
            found.push_back({incident.key, incident.title, table.joined(incident.key),
                             !incident.until || *incident.until >= until});
    return found;
}

}  // namespace

InsightInput load_insight(Connection& connection, std::chrono::sys_seconds from,
                          std::chrono::sys_seconds until) {
    const auto before = from - kProblemLife;
    InsightInput input{.from = from, .until = until};
    input.events = EventTable(connection).between(before, until);
    input.votes = VoteTable(connection).between(before, until);
    input.tickets = TicketTable(connection).between(before, until);
    input.links = TicketLinkTable(connection).between(before, until);
    input.counts = TicketCountTable(connection)
                       .between(monday_of(from), std::chrono::ceil<std::chrono::days>(until));
    const auto first_day = std::chrono::floor<std::chrono::days>(from);
    const auto counters =
        CounterTable(connection).between(first_day, std::chrono::ceil<std::chrono::days>(until));
    const auto sum = [&](std::string_view name) {
        const auto found = counters.find(name);
        return found == counters.end() ? 0 : found->second;
    };
    input.views_followed = sum(kViewsFollowed);
    input.views_not_followed = sum(kViewsNotFollowed);
    input.events_shed = sum(kEventsShed);
    input.outbox = OutboxTable(connection).health();
    input.incidents = incidents_of(connection, from, until);
    return input;
}

}  // namespace firstline
