#pragma once

#include <chrono>

#include "server/insight/report.h"
#include "server/store/sqlite.h"

namespace firstline {

/// What the store knows of the time from `from` to before `until`, and what problems of that time
/// had before it. Knows nothing of articles. Throws StoreError.
InsightInput load_insight(Connection& connection, std::chrono::sys_seconds from,
                          std::chrono::sys_seconds until);

}  // namespace firstline
