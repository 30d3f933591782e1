#pragma once

#include <chrono>
#include <vector>

#include "server/http/message.h"
#include "server/http/site.h"
#include "server/store/proposals.h"

namespace firstline {

/// What others decided of the proposals of who asks, since `from`, the newest first: with their
/// word. Without those on articles that are for others now. Throws StoreError.
std::vector<Proposal> decided_for(const Site& site, const Request& request, Connection& connection,
                                  std::chrono::sys_seconds from);

}  // namespace firstline
