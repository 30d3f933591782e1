#pragma once

#include <chrono>
#include <cstddef>

#include "server/store/store.h"

namespace firstline {

/// What learn_linked() did.
struct Linked {
    std::size_t learned = 0;       ///< tickets whose words now find the article that was linked
    std::size_t contradicted = 0;  ///< learned before, and the link was judged wrong
};

/// Where the pairs come from, in the store and in the list of what was learned.
inline constexpr const char* kAgentsSource = "agents";

/// Has the search learn which articles agents linked to tickets, by the chips that they left
/// standing, in links for colleagues too. One ticket is enough if a chip is exact: a code, or a
/// number of an error or a device. Of products and versions alone it takes two tickets with the
/// same words, or one agent's habit would become everybody's answer. Looks at each link once, and
/// once more when it is judged wrong: then it teaches nothing, and what agents taught of its words
/// and article is contradicted. A question that somebody removed comes back only with a new link.
/// Throws StoreError.
Linked learn_linked(Store& store, std::chrono::sys_seconds now);

}  // namespace firstline
