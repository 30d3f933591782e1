#include "indexer/text/dates.h"

#include <array>
#include <cctype>
#include <charconv>

#include <fmt/format.h>

namespace firstline {

namespace {

/// Takes a run of 1 to `most` digits off the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t most) {
    std::size_t length = 0;
    while (length < text.size() && length < most && text[length] >= '0' && text[length] <= '9')
        ++length;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + length, value);
    if (length == 0 || error != std::errc{})
        return std::nullopt;
    text.remove_prefix(length);
    return value;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c)
        return false;
    text.remove_prefix(1);
    return true;
}

bool is_blank_or_quote(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '"' || c == '\'';
}

/// Behind the day may stand a time; it must look like one, so that `2026-03-12abc` is no date.
bool ends_or_time(std::string_view rest) {
    if (rest.empty())
        return true;
    if (rest.front() != 'T' && rest.front() != 't' && rest.front() != ' ')
        return false;
    return rest.size() > 1 && std::isdigit(static_cast<unsigned char>(rest[1])) != 0;
}

std::optional<Date> day_of(int year, int month, int day) {
    const std::chrono::year_month_day ymd{std::chrono::year{year},
                                          std::chrono::month{static_cast<unsigned>(month)},
                                          std::chrono::day{static_cast<unsigned>(day)}};
    if (!ymd.ok() || year < 1970)
        return std::nullopt;
    return Date{ymd};
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
    while (!text.empty() && is_blank_or_quote(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank_or_quote(text.back()))
        text.remove_suffix(1);
    const auto first = take_number(text, 4);
    if (!first)
        return std::nullopt;
    const char separator = text.empty() ? '\0' : text.front();
    if (separator != '-' && separator != '/')
        return std::nullopt;
    text.remove_prefix(1);
    const auto second = take_number(text, 2);
    if (!second || !take(text, separator))
        return std::nullopt;
    const auto third = take_number(text, 4);
    if (!third || !ends_or_time(text))
        return std::nullopt;
    if (*first > 31)
        return day_of(*first, *second, *third);
    return separator == '/' ? day_of(*third, *first, *second) : std::nullopt;
}

std::string iso_date(Date date) {
    const std::chrono::year_month_day ymd{date};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                       static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

std::string reader_date(Date date) {
    constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::year_month_day ymd{date};
    return fmt::format("{} {} {}", static_cast<unsigned>(ymd.day()),
                       kMonths[static_cast<unsigned>(ymd.month()) - 1],
                       static_cast<int>(ymd.year()));
}

}  // namespace firstline
