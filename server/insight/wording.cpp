#include "server/insight/wording.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace firstline {

std::string percent(double share) {
    return fmt::format("{:.1f}", 100 * share);
}

std::string short_percent(double share) {
    std::string text = percent(share);
    if (text.ends_with(".0"))
        text.resize(text.size() - 2);
    return text;
}

std::string count_words(double count) {
    std::string text = fmt::format("{:.{}f}", count, count == std::floor(count) ? 0 : 1);
    for (std::size_t at = std::min(text.find('.'), text.size()); at > 3; at -= 3)
        text.insert(at - 3, 1, ',');
    return text;
}

std::string range_words(const Interval& interval) {
    return percent(interval.low) + "-" + percent(interval.high);
}

std::string share_of_words(const Share& share) {
    return fmt::format("{} of {} = {} %", count_words(share.count),
                       count_words(static_cast<double>(share.n)), percent(share.value()));
}

std::string share_words(const Share& share) {
    if (share.n == 0)
        return "none yet (n = 0)";
    return fmt::format("{} % ({} of {}, 95 % {})", percent(share.value()), count_words(share.count),
                       count_words(static_cast<double>(share.n)), range_words(share.interval));
}

std::string duration_words(std::chrono::seconds duration) {
    const auto seconds = static_cast<double>(duration.count());
    constexpr double kMinute = 60;
    constexpr double kHour = 60 * kMinute;
    constexpr double kDay = 24 * kHour;
    // Up to two of a unit it is told in the smaller one.
    if (seconds < 2 * kMinute)
        return fmt::format("{:.0f} seconds", seconds);
    if (seconds < 2 * kHour)
        return fmt::format("{:.0f} minutes", seconds / kMinute);
    if (seconds < 2 * kDay)
        return fmt::format("{:.1f} hours", seconds / kHour);
    return fmt::format("{:.1f} days", seconds / kDay);
}

}  // namespace firstline
