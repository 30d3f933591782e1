#include "server/insight/team_measures.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "indexer/text/characters.h"

namespace firstline {
namespace {

struct Tally {
    std::set<std::string, std::less<>> people;
    std::size_t closed = 0;
    std::size_t linked = 0;
    std::size_t sampled = 0;
    std::size_t right = 0;

    void add(const Tally& other) {
        people.insert(other.people.begin(), other.people.end());
        closed += other.closed;
        linked += other.linked;
        sampled += other.sampled;
        right += other.right;
    }

    bool tells() const { return closed + sampled > 0; }

    TeamFigures figures() const {
        return {{},
                {},
                people.size(),
                plain_share(static_cast<double>(linked), closed),
                plain_share(static_cast<double>(right), sampled)};
    }
};

using Tallies = std::map<std::string, Tally, std::less<>>;

/// What links name tickets by: the number that we gave, our reference, or the desk's.
struct LinkedTickets {
    std::unordered_set<std::int64_t> ids;
    std::unordered_set<std::string> references;

    bool hold(const Ticket& ticket) const {
        return ids.contains(ticket.id) || references.contains(ticket.reference) ||
               (!ticket.desk_reference.empty() && references.contains(ticket.desk_reference));
    }
};

LinkedTickets tickets_of(std::span<const TicketLink> links) {
    LinkedTickets linked;
    for (const TicketLink& link : links) {
        if (link.own_ticket)
            linked.ids.insert(*link.own_ticket);
        linked.references.insert(link.ticket);
    }
    return linked;
}

std::string team_of(const Ticket& ticket, std::span<const Team> teams) {
    for (const Team& team : teams)
        if (team.categories.contains(ticket.category))
            return team.key;
    return {};
}

Tallies tallies_of(const TeamsOf& what) {
    Tallies tallies;
    for (auto& [team, people] : people_of_teams(what.teams, what.links))
        tallies[team].people = people;
    const LinkedTickets linked = tickets_of(what.links);
    for (const Ticket& ticket : what.tickets) {
        if (ticket.created < what.from || ticket.created >= what.until || !ticket.solved)
            continue;
        Tally& tally = tallies[team_of(ticket, what.teams)];
        ++tally.closed;
        tally.linked += !ticket.solved_by.empty() || linked.hold(ticket) ? 1U : 0U;
    }
    for (const TicketLink& link : what.links) {
        if (link.at < what.from || link.at >= what.until || link.judged.empty())
            continue;
        Tally& tally = tallies[link.team];
        ++tally.sampled;
        tally.right += link.judged == "right" ? 1U : 0U;
    }
    return tallies;
}

std::string name_of(const std::string& key, std::span<const Team> teams) {
    const auto team =
        std::find_if(teams.begin(), teams.end(), [&](const Team& each) { return each.key == key; });
    return team == teams.end() || team->name.empty() ? key : team->name;
}

}  // namespace

TeamPeople people_of_teams(std::span<const Team> teams, std::span<const TicketLink> links) {
    TeamPeople people;
    for (const Team& team : teams)
        people[team.key] = team.people;
    for (const TicketLink& link : links)
        people[link.team].insert(lower_ascii(link.agent));
    return people;
}

TeamMeasures team_measures_of(const TeamsOf& what) {
    TeamMeasures found;
    Tally others;
    for (auto& [key, tally] : tallies_of(what)) {
        if (!tally.tells())
            continue;
        // People in no team are no team, however many.
        if (key.empty() || tally.people.size() < kSmallestTeam) {
            others.add(tally);
            continue;
        }
        TeamFigures figures = tally.figures();
        figures.key = key;
        figures.name = name_of(key, what.teams);
        found.teams.push_back(std::move(figures));
    }
    std::sort(found.teams.begin(), found.teams.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    if (others.people.size() >= kSmallestTeam)
        found.teams.push_back(others.figures());
    else
        found.withheld = others.tells();
    return found;
}

}  // namespace firstline
