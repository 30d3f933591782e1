#pragma once

#include <chrono>
#include <cstddef>

#include "server/store/store.h"

namespace firstline {

/// What learn_confirmed() did.
struct Confirmed {
    std::size_t learned = 0;       ///< questions with the article that solved them
    std::size_t contradicted = 0;  ///< learned before, and now said to be about something else
};

/// Where the pairs come from, in the store and in the list of what was learned.
inline constexpr const char* kReadersSource = "readers";

/// Has the search learn which articles readers confirmed: that at least two visitors who asked
/// about the same topic said "yes, this solved it", and more said so than "not my problem". Looks
/// at each vote once, so a question that somebody removed comes back only with new evidence.
/// Throws StoreError.
Confirmed learn_confirmed(Store& store, std::chrono::sys_seconds now);

}  // namespace firstline
