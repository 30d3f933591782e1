#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/tickets/desk_plan.h"

namespace firstline {

/// A stretch of time in which somebody is at the desk.
struct OpenTime {
    std::chrono::sys_seconds from{};
    std::chrono::sys_seconds until{};  ///< not part of it
};

/// Reckons in the desk's working hours and its time zone, daylight saving included. A desk whose
/// hours are not known is taken to be there always, and nothing is said about them.
class DeskClock {
public:
    /// A time zone that this machine does not know is UTC; `problems` says so.
    DeskClock(const std::optional<DeskHours>& hours, std::vector<std::string>& problems);
    ~DeskClock();
    DeskClock(DeskClock&&) noexcept;
    DeskClock& operator=(DeskClock&&) noexcept;

    bool knows_hours() const { return hours_.has_value(); }
    bool is_open(std::chrono::sys_seconds now) const;
    /// When nobody is there any more, be it for lunch; nothing if nobody is there now.
    std::optional<std::chrono::sys_seconds> closes_at(std::chrono::sys_seconds now) const;
    /// When somebody is there next; `now` if it is open. Nothing if not within a year.
    std::optional<std::chrono::sys_seconds> opens_at(std::chrono::sys_seconds now) const;

    /// When `limit` is over. Working hours count while the desk is open. Working days are over at
    /// the same time of the day, so many working days later, or when that day ends sooner; asked
    /// while it is closed, they count from the next opening. Nothing where working time counts and
    /// there is none within a year.
    std::optional<std::chrono::sys_seconds> end_of(const TimeLimit& limit,
                                                   std::chrono::sys_seconds from) const;

    /// `We are here until 18:00 today.`, `We are back on Monday, 23 Nov at 07:30.`; empty if the
    /// hours are not known.
    std::string presence(std::chrono::sys_seconds now) const;
    /// `Mon 23 Nov, 09:30`, by the desk's clocks.
    std::string in_words(std::chrono::sys_seconds moment) const;

private:
    struct Zone;

    /// The open times of the local day `day`, in order.
    std::vector<OpenTime> open_times(std::chrono::sys_days day) const;
    /// The local day of a moment; sys_days counts it as if it were UTC.
    std::chrono::sys_days day_of(std::chrono::sys_seconds moment) const;
    std::chrono::sys_seconds local(std::chrono::sys_seconds moment) const;
    std::chrono::sys_seconds from_local(std::chrono::sys_seconds local) const;
    std::optional<std::chrono::sys_seconds> end_of_days(unsigned days,
                                                        std::chrono::sys_seconds from) const;
    std::optional<std::chrono::sys_seconds> end_of_time(std::chrono::seconds time,
                                                        std::chrono::sys_seconds from) const;

    std::optional<DeskHours> hours_;
    std::unique_ptr<Zone> zone_;
};

}  // namespace firstline
