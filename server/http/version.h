#pragma once

namespace firstline {

/// Of this program: `0.1.0`.
inline constexpr const char* kServerVersion = FIRSTLINE_VERSION;

}  // namespace firstline
