#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/checks/collection.h"

namespace firstline {

/// Hashes of all runs of five words in the text of an article: sorted, without repeats. Empty for
/// a text too short to say anything.
std::vector<std::uint64_t> shingles_of(const Article& article);

/// Two articles whose texts are largely the same.
struct Likeness {
    std::size_t first = 0;  ///< places in the collection, first < second
    std::size_t second = 0;
    double share = 0;  ///< of the runs of words that stand in either, those that stand in both
};

/// All pairs that share at least `least`, and not merely a frame that many articles have, by
/// `second` and falling share. Time grows with the text and with the pairs that are alike, not with
/// the pairs that there are.
std::vector<Likeness> near_duplicates(const std::vector<CheckedArticle>& articles, double least);

/// What two texts must share to be called nearly the same. Below it, articles of one writer on
/// different errors begin to be found for their common frame.
inline constexpr double kNearlySame = 0.55;

}  // namespace firstline
