#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "server/insight/clustered_share.h"
#include "server/store/events.h"

namespace firstline {

/// A query is shown as it was typed only after so many different visitors used it.
inline constexpr std::size_t kFewestVisitors = 3;

/// What several people searched for.
struct SharedQuery {
    std::string query;
    std::size_t visitors = 0;
    std::size_t searches = 0;
};

struct SearchMeasures {
    std::size_t searches = 0;  ///< committed, without those half typed and the desk's own
    std::size_t visitors = 0;
    Share nothing_found;
    Share not_sure;  ///< of those that found something
    Share no_click;  ///< likewise: none of what was shown was opened in the same visit
    std::vector<SharedQuery> found_nothing;  ///< those of the most visitors first, at most kMost
    std::vector<SharedQuery> opened_nothing;

    static constexpr std::size_t kMost = 10;
};

/// Searches from `from` to before `until`. REQUIRES: `events` in the order of time.
SearchMeasures search_measures_of(std::span<const Event> events, std::chrono::sys_seconds from,
                                  std::chrono::sys_seconds until);

}  // namespace firstline
