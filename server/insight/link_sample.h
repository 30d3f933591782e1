#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "server/store/ticket_links.h"

namespace firstline {

/// Links of one team that a coach looks at.
struct LinkSample {
    std::string team;       ///< key; empty: of people in small teams or none
    std::size_t links = 0;  ///< drawn, judged ones among them
    std::vector<TicketLink> to_judge;
};

/// Draws at most `most` links of each team, by chance that comes from `seed` alone: the same again
/// until other links come, whatever was judged meanwhile. Links of teams that are not among
/// `large_teams` are drawn together. By team, those last.
std::vector<LinkSample> link_samples(std::span<const TicketLink> links,
                                     const std::vector<std::string>& large_teams,
                                     std::uint64_t seed, std::size_t most);

}  // namespace firstline
