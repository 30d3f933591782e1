#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "server/tickets/desk_clock.h"
#include "server/tickets/desk_plan.h"

namespace firstline {

/// What a person is told about their ticket before they send it. Texts that do not apply are empty.
struct Promise {
    std::string priority;  ///< `P2`
    /// Stands before all else: `Call 555-0190 now: this rings the person on call.`
    std::string call;
    std::string telephone;  ///< the number in `call`
    /// `We will treat this as P2: a person answers within 2 working hours (by Mon 23 Nov, 09:30)
    /// unless an agent finds otherwise.`
    std::string answer;
    std::string solve;        ///< `We aim to solve it within 1 working day (by Tue 24 Nov, 07:30).`
    std::string presence;     ///< as DeskClock::presence()
    std::string after_hours;  ///< what happens now, if nobody is there
};

/// What is promised for `priority` to somebody who asks at `now` in this category.
Promise promise_for(const DeskPlan& plan, const DeskClock& clock, std::string_view priority,
                    std::string_view category, std::chrono::sys_seconds now);

}  // namespace firstline
