#include "indexer/text/desk_times.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

using std::chrono::minutes;

constexpr unsigned kMostOfAUnit = 9999;
constexpr minutes kDay = std::chrono::hours{24};

/// Takes the number at the front off `text`.
std::optional<unsigned> take_number(std::string_view& text) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{})
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

std::optional<TimeLimit::Unit> unit_named(std::string_view name) {
    if (name.ends_with('s'))
        name.remove_suffix(1);
    if (name == "minute" || name == "min")
        return TimeLimit::Unit::minutes;
    if (name == "hour")
        return TimeLimit::Unit::hours;
    if (name == "day")
        return TimeLimit::Unit::days;
    return std::nullopt;
}

std::string_view name_of(TimeLimit::Unit unit) {
    switch (unit) {
        case TimeLimit::Unit::minutes: return "minute";
        case TimeLimit::Unit::hours: return "hour";
        case TimeLimit::Unit::days: break;
    }
    return "day";
}

/// `7:30`, `07:30`, `24:00`
std::optional<minutes> parse_time_of_day(std::string_view text) {
    const auto hour = take_number(text);
    if (!hour || *hour > 24 || text.size() != 3 || text.front() != ':')
        return std::nullopt;
    text.remove_prefix(1);
    const auto minute = take_number(text);
    if (!minute || *minute > 59 || !text.empty())
        return std::nullopt;
    const minutes time = std::chrono::hours{*hour} + minutes{*minute};
    return time > kDay ? std::nullopt : std::optional{time};
}

std::optional<OpenHours> parse_span(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos)
        return std::nullopt;
    const auto from = parse_time_of_day(trimmed(text.substr(0, dash)));
    const auto until = parse_time_of_day(trimmed(text.substr(dash + 1)));
    if (!from || !until || *until <= *from)
        return std::nullopt;
    return OpenHours{*from, *until};
}

}  // namespace

std::optional<TimeLimit> parse_time_limit(std::string_view text) {
    const std::string lower = lower_ascii(trimmed(text));
    std::string_view rest = lower;
    const auto count = take_number(rest);
    if (!count || *count > kMostOfAUnit)
        return std::nullopt;
    rest = trimmed(rest);
    TimeLimit limit{.count = *count};
    for (const std::string_view word : {"working ", "business "})
        if (!limit.working && rest.starts_with(word)) {
            limit.working = true;
            rest = trimmed(rest.substr(word.size()));
        }
    const auto unit = unit_named(rest);
    if (!unit)
        return std::nullopt;
    limit.unit = *unit;
    return limit;
}

std::string in_words(const TimeLimit& limit) {
    return fmt::format("{}{} {}{}", limit.count, limit.working ? " working" : "",
                       name_of(limit.unit), limit.count == 1 ? "" : "s");
}

std::optional<std::vector<OpenHours>> parse_open_hours(std::string_view text) {
    const std::string lower = lower_ascii(trimmed(text));
    if (lower == "closed")
        return std::vector<OpenHours>{};
    if (lower == "always")
        return std::vector<OpenHours>{{minutes{0}, kDay}};
    std::vector<OpenHours> day;
    for (const std::string_view part : comma_parts(lower)) {
        const auto span = parse_span(part);
        if (!span)
            return std::nullopt;
        day.push_back(*span);
    }
    std::sort(day.begin(), day.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    const auto overlap = std::adjacent_find(
        day.begin(), day.end(), [](const auto& a, const auto& b) { return b.from < a.until; });
    return overlap == day.end() ? std::optional{day} : std::nullopt;
}

}  // namespace firstline
