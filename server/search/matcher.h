#pragma once

#include <vector>

#include <xapian.h>

#include "server/search/query_builder.h"

namespace firstline {

/// An article and what it scores.
struct Scored {
    Xapian::docid document = 0;  ///< among OpenIndex::articles
    double weight = 0;
};

struct WantedMatches {
    std::size_t best = 0;       ///< how many of the best are wanted
    double found_share = 0;     ///< of the best score: what reaches it counts as found
    std::vector<Scored> added;  ///< by document: weights that come from elsewhere than words
};

struct Matches {
    /// The greatest weights first, equal ones by document.
    std::vector<Scored> best;
    /// Every article with at least `found_share` of what the best one scores by its words, the
    /// query's exact bonus left out; in no order.
    std::vector<Xapian::docid> found;
};

/// Scores the articles that have any term of `query` (all of them, with 0, if it has none) and pass
/// `filter`: the sum of factor * FoldedWeight::part(wdf) over the leaves, of alternatives the best.
///
/// One pass over the postings gives both the best and the count, which Xapian would need two for:
/// it skips what cannot be among the best, or what is below a cutoff that must be known beforehand.
/// Terms are read in falling order of what they can add. Once those left cannot lift an article by
/// themselves to where it matters, only articles that others already brought near are looked up in
/// them (quit and continue; Moffat and Zobel 1996, here without loss). Everyday words and grams,
/// which have most of the postings, come last.
Matches match(const BuiltQuery& query, const Filter& filter, const WantedMatches& request,
              OpenIndex& index);

}  // namespace firstline
