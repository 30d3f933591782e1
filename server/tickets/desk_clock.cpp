#include "server/tickets/desk_clock.h"

#include <algorithm>
#include <exception>

#include <date/tz.h>
#include <fmt/format.h>

namespace firstline {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

/// A desk that opens at no time within a year opens at none.
constexpr days kHorizon{366};

constexpr std::array<const char*, 7> kWeekdays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                               "Thursday", "Friday", "Saturday"};
constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string time_of_day(sys_seconds local) {
    const std::chrono::hh_mm_ss time{local - floor<days>(local)};
    return fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
}

std::string weekday_of(sys_seconds local) {
    return kWeekdays.at(std::chrono::weekday{floor<days>(local)}.c_encoding());
}

std::string day_and_month(sys_seconds local) {
    const std::chrono::year_month_day day{floor<days>(local)};
    return fmt::format("{} {}", static_cast<unsigned>(day.day()),
                       kMonths.at(static_cast<unsigned>(day.month()) - 1));
}

seconds length_of(const TimeLimit& limit) {
    switch (limit.unit) {
        case TimeLimit::Unit::minutes: return std::chrono::minutes{limit.count};
        case TimeLimit::Unit::hours: return std::chrono::hours{limit.count};
        case TimeLimit::Unit::days: break;
    }
    return days{limit.count};
}

}  // namespace

struct DeskClock::Zone {
    const date::time_zone* zone = nullptr;  ///< nullptr: UTC
};

DeskClock::DeskClock(const std::optional<DeskHours>& hours, std::vector<std::string>& problems)
    : hours_(hours), zone_(std::make_unique<Zone>()) {
    if (!hours || hours->time_zone == "UTC")
        return;
    try {
        zone_->zone = date::locate_zone(hours->time_zone);
    } catch (const std::exception&) {
        problems.push_back(
            fmt::format("the time zone \"{}\" is not known here; the hours are taken as UTC",
                        hours->time_zone));
    }
}

DeskClock::~DeskClock() = default;
DeskClock::DeskClock(DeskClock&&) noexcept = default;
DeskClock& DeskClock::operator=(DeskClock&&) noexcept = default;

sys_seconds DeskClock::local(sys_seconds moment) const {
    if (zone_->zone == nullptr)
        return moment;
    return sys_seconds{zone_->zone->to_local(moment).time_since_epoch()};
}

sys_seconds DeskClock::from_local(sys_seconds local) const {
    if (zone_->zone == nullptr)
        return local;
    // An hour that comes twice is meant the first time; one that is left out is the moment at
    // which it was.
    return zone_->zone->to_sys(date::local_seconds{local.time_since_epoch()},
                               date::choose::earliest);
}

sys_days DeskClock::day_of(sys_seconds moment) const {
    return floor<days>(local(moment));
}

std::vector<OpenTime> DeskClock::open_times(sys_days day) const {
    std::vector<OpenTime> open;
    if (hours_->closed_on.contains(day))
        return open;
    const auto weekday = std::chrono::weekday{day}.iso_encoding() - 1;
    for (const OpenHours& span : hours_->week.at(weekday))
        open.push_back({from_local(day + span.from), from_local(day + span.until)});
    return open;
}

bool DeskClock::is_open(sys_seconds now) const {
    return !hours_ || opens_at(now) == now;
}

std::optional<sys_seconds> DeskClock::opens_at(sys_seconds now) const {
    if (!hours_)
        return now;
    const auto today = day_of(now);
    for (auto day = today; day <= today + kHorizon; day += days{1})
        for (const OpenTime& open : open_times(day))
            if (now < open.until)
                return std::max(now, open.from);
    return std::nullopt;
}

std::optional<sys_seconds> DeskClock::closes_at(sys_seconds now) const {
    if (!hours_)
        return std::nullopt;
    for (const OpenTime& open : open_times(day_of(now)))
        if (open.from <= now && now < open.until)
            return open.until;
    return std::nullopt;
}

std::optional<sys_seconds> DeskClock::end_of_time(seconds time, sys_seconds from) const {
    const auto first = day_of(from);
    for (auto day = first; day <= first + kHorizon; day += days{1})
        for (const OpenTime& open : open_times(day)) {
            const auto begin = std::max(from, open.from);
            if (begin >= open.until)
                continue;
            if (time <= open.until - begin)
                return begin + time;
            time -= open.until - begin;
        }
    return std::nullopt;
}

std::optional<sys_seconds> DeskClock::end_of_days(unsigned count, sys_seconds from) const {
    const auto begin = opens_at(from);
    if (!begin)
        return std::nullopt;
    auto day = day_of(*begin);
    const auto time = local(*begin) - day;
    const auto last = day + kHorizon;
    for (unsigned left = count; left > 0;) {
        day += days{1};
        if (day > last)
            return std::nullopt;
        if (!open_times(day).empty())
            --left;
    }
    const auto open = open_times(day);
    return std::clamp(from_local(day + time), open.front().from, open.back().until);
}

std::optional<sys_seconds> DeskClock::end_of(const TimeLimit& limit, sys_seconds from) const {
    if (!limit.working)
        return from + length_of(limit);
    if (!hours_)
        return std::nullopt;
    return limit.unit == TimeLimit::Unit::days ? end_of_days(limit.count, from)
                                               : end_of_time(length_of(limit), from);
}

std::string DeskClock::presence(sys_seconds now) const {
    if (!hours_)
        return {};
    if (const auto until = closes_at(now))
        return fmt::format("We are here until {} today.", time_of_day(local(*until)));
    const auto next = opens_at(now);
    if (!next)
        return {};
    const auto there = local(*next);
    const auto away = floor<days>(there) - day_of(now);
    if (away == days{0})
        return fmt::format("We are back today at {}.", time_of_day(there));
    if (away == days{1})
        return fmt::format("We are back tomorrow at {}.", time_of_day(there));
    return fmt::format("We are back on {}, {} at {}.", weekday_of(there), day_and_month(there),
                       time_of_day(there));
}

std::string DeskClock::in_words(sys_seconds moment) const {
    const auto there = local(moment);
    return fmt::format("{} {}, {}", weekday_of(there).substr(0, 3), day_and_month(there),
                       time_of_day(there));
}

}  // namespace firstline
