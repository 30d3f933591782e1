#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "server/insight/clustered_share.h"
#include "server/store/ticket_links.h"
#include "server/store/tickets.h"

namespace firstline {

/// Of fewer people a figure would tell of one of them.
inline constexpr std::size_t kSmallestTeam = 5;

/// An entry of `_owners.yml`, as far as these figures need it.
struct Team {
    std::string key;
    std::string name;
    std::set<std::string, std::less<>> people;      ///< lower case
    std::set<std::string, std::less<>> categories;  ///< of tickets that are theirs
};

struct TeamFigures {
    std::string key;   ///< empty: the smaller ones together
    std::string name;  ///< empty likewise
    std::size_t people = 0;
    Share linked;  ///< tickets that an article was linked to, of the team's that were closed
    Share right;   ///< links that were right, of those that were sampled
};

struct TeamMeasures {
    std::vector<TeamFigures> teams;  ///< by name, the smaller ones together at the end
    /// There is more, of people who are too few to be shown even together.
    bool withheld = false;
};

/// Who made a link for a team, and the people that its entry names: by key of the team.
using TeamPeople = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;
TeamPeople people_of_teams(std::span<const Team> teams, std::span<const TicketLink> links);

struct TeamsOf {
    std::span<const Team> teams;
    std::span<const Ticket> tickets;
    std::span<const TicketLink> links;
    std::chrono::sys_seconds from{};
    std::chrono::sys_seconds until{};
};

/// Tickets made from `from` to before `until` belong to the team that their category names, links
/// made then to the team in which they were made.
TeamMeasures team_measures_of(const TeamsOf& what);

}  // namespace firstline
