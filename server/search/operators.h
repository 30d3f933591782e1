#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/search/search_types.h"

namespace firstline {

/// A query that may hold operators, taken apart.
struct Operators {
    std::string
        words;  ///< what is searched for: the query without operators, quoted words included
    std::vector<Condition> conditions;
    bool only_conditions = false;  ///< there are conditions, and no words but quoted ones
};

/// Reads `"exact phrase"`, `-word`, `tag:`, `product:`, `owner:`, `state:` and `type:`, whose
/// values may be quoted; each may be excluded by a `-` before it. An operator begins at the start
/// of the text or after a blank, so that `64-bit` and `C:` are words. What is no whole operator (a
/// quote that is not closed, `-` or `tag:` alone, an unknown prefix) stays as it is, among the
/// words; without any operator `words` is `query`.
Operators operators_in(std::string_view query);

}  // namespace firstline
