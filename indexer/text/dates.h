#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace firstline {

/// A calendar day without a time zone.
using Date = std::chrono::sys_days;

/// Reads a date as real repositories write them: `2026-03-12`, `2026-03-12T09:40:00Z`,
/// `2026-03-12 09:40`, `3/12/2026` (month first), each also within quotes or blanks.
/// Nothing for anything else, nor for days that do not exist such as 30 February.
std::optional<Date> parse_date(std::string_view text);

/// `2026-03-12`
std::string iso_date(Date date);

/// `12 Mar 2026`, the form the pages use.
std::string reader_date(Date date);

}  // namespace firstline
