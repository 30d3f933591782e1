#pragma once

#include <cstddef>
#include <vector>

#include "server/http/message.h"
#include "server/http/site.h"
#include "server/pages/gap_view.h"
#include "server/store/sqlite.h"

namespace firstline {

/// What readers miss now, as who asks may know of it: each gap was searched for again.
struct GapList {
    std::vector<ShownGap> gaps;
    std::size_t closed = 0;  ///< that asking again closes
};

/// Dismissed ones, too. Throws StoreError.
GapList gaps_now(const Site& site, const Request& request, Connection& connection);

}  // namespace firstline
