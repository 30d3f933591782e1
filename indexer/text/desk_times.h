#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstline {

/// How long something may take, as a desk promises it: `15 minutes`, `2 working hours`,
/// `1 working day`.
struct TimeLimit {
    enum class Unit { minutes, hours, days };

    unsigned count = 0;
    Unit unit = Unit::hours;
    bool working = false;  ///< only the time in which the desk is there counts

    friend bool operator==(const TimeLimit&, const TimeLimit&) = default;
};

/// Nothing for anything else. Weeks are not read: is a working week five days or seven?
std::optional<TimeLimit> parse_time_limit(std::string_view text);

/// `2 working hours`, as parse_time_limit() reads it.
std::string in_words(const TimeLimit& limit);

/// From one time of a day to a later one, both since midnight: `07:30-18:00`.
struct OpenHours {
    std::chrono::minutes from{};
    std::chrono::minutes until{};  ///< at most 24 hours

    friend bool operator==(const OpenHours&, const OpenHours&) = default;
};

/// The hours of a day: `07:30-18:00`, `08:00-12:00, 13:00-17:00`, `always`; none for `closed`.
/// Nothing for what cannot be read, overlaps, or ends before it begins.
std::optional<std::vector<OpenHours>> parse_open_hours(std::string_view text);

}  // namespace firstline
