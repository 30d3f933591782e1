#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "server/store/incidents.h"

namespace firstline {

/// The keys of the incidents of `_notices.yml` that are open now; nothing if that cannot be known
/// just now, since nobody must be told that something is over because a file could not be read.
using OpenIncidents = std::function<std::optional<std::set<std::string>>()>;

/// Puts a mail in the outbox, once, for each who left an address with an incident that is over:
/// neither among `open_notices` nor open in the store. Returns how many. Throws StoreError.
std::size_t tell_joined(Connection& connection, const std::set<std::string>& open_notices,
                        std::chrono::sys_seconds now);

}  // namespace firstline
