#pragma once

#include <chrono>

#include "server/store/sqlite.h"

namespace firstline {

/// Removes events and counters from before `keep` ago and visitor ids that have lived their time,
/// and takes the visitor id off votes, tickets and joined incidents that are as old: from then on
/// nothing tells that two of them were one person's.
void purge_old(Connection& connection, std::chrono::days keep, std::chrono::sys_seconds now);

/// How long a visitor is known: long enough to see whether a ticket followed within 7 days.
inline constexpr std::chrono::days kVisitorLife{8};

}  // namespace firstline
