#pragma once

#include <string_view>

namespace firstline {

/// A seam for tests of what a crash leaves behind, and nothing else: with
/// `FIRSTLINE_KILL_AT=name:count` in its environment the process kills itself (SIGKILL) when it
/// passes the point of that name for the count-th time. Safe from any thread; free when not set.
///
/// Points: `parse`, `mid-write`, `before-compact`, `before-fsync`, `before-rename`, `stub-written`,
/// `after-swap` of a full build; `mid-commit`, `between-commits`, `before-manifest` of any change.
void kill_point(std::string_view name);

}  // namespace firstline
