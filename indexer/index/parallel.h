#pragma once

#include <cstddef>
#include <functional>

namespace firstline {

/// As many threads as there are processors, at least one.
std::size_t all_processors();

/// Calls `work(thread, i)` for each i below `count`, each once, on up to `threads` threads;
/// `thread` is below `threads` and never in two places at a time. The first exception stops the
/// rest and is thrown again here.
void for_each_in_parallel(std::size_t count, std::size_t threads,
                          const std::function<void(std::size_t thread, std::size_t i)>& work);

}  // namespace firstline
