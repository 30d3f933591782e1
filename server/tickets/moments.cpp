#include "server/tickets/moments.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

#include "indexer/text/characters.h"
#include "indexer/text/dates.h"

namespace firstline {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::seconds;

/// The two digits at `at`, at most `most`.
std::optional<int> two_digits(std::string_view text, std::size_t at, int most) {
    int number = 0;
    if (at + 2 > text.size() || !is_ascii_digit(text[at]) || !is_ascii_digit(text[at + 1]))
        return std::nullopt;
    std::from_chars(text.data() + at, text.data() + at + 2, number);
    return number > most ? std::nullopt : std::optional{number};
}

/// `Z`, `+01:00`, `-05:30`
std::optional<seconds> parse_offset(std::string_view text) {
    if (text == "Z" || text == "z")
        return seconds{0};
    const bool behind = text.starts_with('-');
    if (text.size() != 6 || (text[0] != '+' && !behind) || text[3] != ':')
        return std::nullopt;
    const auto hours = two_digits(text, 1, 23);
    const auto minutes = two_digits(text, 4, 59);
    if (!hours || !minutes)
        return std::nullopt;
    const seconds offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
    return behind ? -offset : offset;
}

}  // namespace

std::string rfc3339(std::chrono::sys_seconds moment) {
    const auto day = floor<days>(moment);
    const std::chrono::hh_mm_ss time{moment - day};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", iso_date(day), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

std::optional<std::chrono::sys_seconds> parse_rfc3339(std::string_view text) {
    constexpr std::size_t kWithoutOffset = 19;
    if (text.size() <= kWithoutOffset || (text[10] != 'T' && text[10] != 't') || text[4] != '-' ||
        text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto day = parse_date(text.substr(0, 10));
    const auto hour = two_digits(text, 11, 23);
    const auto minute = two_digits(text, 14, 59);
    const auto second = two_digits(text, 17, 60);
    std::string_view rest = text.substr(kWithoutOffset);
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        while (!rest.empty() && is_ascii_digit(rest.front()))
            rest.remove_prefix(1);
    }
    const auto offset = parse_offset(rest);
    if (!day || !hour || !minute || !second || !offset)
        return std::nullopt;
    return *day + std::chrono::hours{*hour} + std::chrono::minutes{*minute} + seconds{*second} -
           *offset;
}

std::string mail_date(std::chrono::sys_seconds moment) {
    constexpr std::array<const char*, 7> kWeekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    const auto day = floor<days>(moment);
    const std::chrono::hh_mm_ss time{moment - day};
    return fmt::format("{}, {} {:02}:{:02}:{:02} +0000",
                       kWeekdays.at(std::chrono::weekday{day}.c_encoding()), reader_date(day),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace firstline
