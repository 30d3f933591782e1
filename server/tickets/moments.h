#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace firstline {

/// `2026-11-22T09:40:00Z`
std::string rfc3339(std::chrono::sys_seconds moment);

/// Reads `2026-11-22T09:40:00Z`, also with a fraction of the second, which is dropped, and with an
/// offset such as `+01:00`. Nothing for anything else, nor before 1970.
std::optional<std::chrono::sys_seconds> parse_rfc3339(std::string_view text);

/// `Sun, 22 Nov 2026 09:40:00 +0000`, as mails have it.
std::string mail_date(std::chrono::sys_seconds moment);

}  // namespace firstline
