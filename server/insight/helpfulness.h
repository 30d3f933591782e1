#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "server/insight/clustered_share.h"
#include "server/store/votes.h"

namespace firstline {

/// With fewer votes a percentage says more of chance than of the article.
inline constexpr std::size_t kFewestVotes = 5;

struct VoteCounts {
    std::size_t yes = 0;
    std::size_t partly = 0;
    std::size_t no = 0;

    std::size_t all() const { return yes + partly + no; }
};

/// What readers said of an article as it stands now.
struct Helpfulness {
    VoteCounts readers;
    VoteCounts desk;            ///< by agents and writers, apart
    std::size_t disagreed = 0;  ///< with the policy: does not count against the article
    std::size_t not_mine = 0;   ///< not their problem: counts against the query that led there
    std::size_t earlier = 0;    ///< of a text that has changed materially since
    std::size_t apart = 0;  ///< without a visitor, or of a page nobody is known to have had open
    /// Of readers who said yes; partly counts half. Absent below kFewestVotes.
    std::optional<Share> helpful;
    std::optional<Share> unhelpful;  ///< the rest; its lower end sorts the list of bad articles
};

/// `votes` are of one article, in the order of time; the last of each visitor counts.
/// `holds` tells whether a vote on the text with this hash holds for the present one: whether there
/// was no material change between them.
Helpfulness helpfulness_of(std::span<const Vote> votes,
                           const std::function<bool(std::string_view text_hash)>& holds);

}  // namespace firstline
