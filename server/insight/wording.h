#pragma once

#include <chrono>
#include <string>

#include "server/insight/clustered_share.h"

namespace firstline {

// How shares are written wherever they are printed. None is written without its n.

/// `9.0` for .09; the sign is the caller's.
std::string percent(double share);
/// The same without a `.0`: `34`.
std::string short_percent(double share);
/// `18`, `18.5`, `2,448`
std::string count_words(double count);
/// `5.8-13.8`
std::string range_words(const Interval& interval);
/// `18 of 200 = 9.0 %`
std::string share_of_words(const Share& share);
/// `9.0 % (18 of 200, 95 % 5.8-13.8)`; of nothing: `none yet (n = 0)`
std::string share_words(const Share& share);
/// `40 seconds`, `12 minutes`, `1.5 hours`, `2.1 days`
std::string duration_words(std::chrono::seconds duration);

}  // namespace firstline
