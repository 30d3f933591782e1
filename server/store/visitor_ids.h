#pragma once

#include <chrono>

#include "server/store/sqlite.h"

namespace firstline {

/// Takes the visitor id off votes, tickets and joined incidents from before `before`.
void forget_visitors(Connection& connection, std::chrono::sys_seconds before);

}  // namespace firstline
