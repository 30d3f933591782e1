#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/article/field_table.h"
#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr int kLongestYears = 100;

/// Length of a unit in days; years have 365.25 of them.
std::optional<double> days_of_unit(std::string_view unit) {
    struct Unit {
        std::string_view name;
        double days;
    };
    constexpr auto kUnits = std::to_array<Unit>({
        {"", 1},
        {"d", 1},
        {"day", 1},
        {"days", 1},
        {"w", 7},
        {"wk", 7},
        {"week", 7},
        {"weeks", 7},
        {"m", 30.4375},
        {"mo", 30.4375},
        {"mon", 30.4375},
        {"month", 30.4375},
        {"months", 30.4375},
        {"q", 91.3125},
        {"quarter", 91.3125},
        {"quarters", 91.3125},
        {"y", 365.25},
        {"yr", 365.25},
        {"year", 365.25},
        {"years", 365.25},
    });
    for (const auto& [name, days] : kUnits)
        if (name == unit)
            return days;
    return std::nullopt;
}

std::optional<double> days_of_word(std::string_view word) {
    struct Word {
        std::string_view name;
        double days;
    };
    constexpr auto kWords = std::to_array<Word>({
        {"weekly", 7},
        {"monthly", 30.4375},
        {"quarterly", 91.3125},
        {"half-yearly", 182.625},
        {"biannually", 182.625},
        {"yearly", 365.25},
        {"annually", 365.25},
        {"annual", 365.25},
    });
    for (const auto& [name, days] : kWords)
        if (name == word)
            return days;
    return std::nullopt;
}

}  // namespace

std::optional<std::chrono::days> parse_interval(std::string_view text) {
    const std::string word = lower_ascii(trimmed(text));
    std::string_view rest = word;
    double total = days_of_word(rest).value_or(0);
    if (total > 0)
        rest = {};
    if (rest.starts_with("every "))
        rest.remove_prefix(6);
    if (rest.size() > 1 && rest.starts_with('p') && is_ascii_digit(rest[1]))
        rest.remove_prefix(1);
    while (!rest.empty()) {
        int count = 0;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
        if (error != std::errc{} || count < 0)
            return std::nullopt;
        rest = trimmed(rest.substr(static_cast<std::size_t>(end - rest.data())));
        std::size_t length = 0;
        while (length < rest.size() && is_ascii_alpha(rest[length]))
            ++length;
        const auto unit = days_of_unit(rest.substr(0, length));
        if (!unit || (length == 0 && !rest.empty()))
            return std::nullopt;
        total += count * *unit;
        rest = trimmed(rest.substr(length));
    }
    if (total < 1 || total > 366.0 * kLongestYears)
        return std::nullopt;
    return std::chrono::days{std::lround(total)};
}

}  // namespace firstline
