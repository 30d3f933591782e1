#include "server/tickets/promise.h"

#include <doctest/doctest.h>

#include "server/tickets/moments.h"
#include "tests/server/tickets/larkfield.h"

using namespace firstline;

namespace {

Promise promised(const char* priority, const char* category, const char* now) {
    return promise_for(larkfield(), larkfield_clock(), priority, category,
                       parse_rfc3339(now).value());
}

constexpr const char* kSunday = "2026-11-22T06:00:00Z";
constexpr const char* kMonday = "2026-11-23T10:00:00Z";

}  // namespace

TEST_CASE("a promise says how soon a person answers, and by when") {
    const auto promise = promised("P2", "printing", kSunday);
    CHECK(promise.priority == "P2");
    CHECK(promise.answer ==
          "We will treat this as P2: a person answers within 2 working hours (by Mon 23 Nov, "
          "09:30) unless an agent finds otherwise.");
    CHECK(promise.solve == "We aim to solve it within 1 working day (by Tue 24 Nov, 07:30).");
    CHECK(promise.presence == "We are back tomorrow at 07:30.");
    CHECK(promised("P3", "printing", kMonday).solve.empty());
}

TEST_CASE("whom to call stands first where it is urgent or nobody is there") {
    struct Case {
        const char *priority, *category, *now, *call;
    };
    for (const auto& [priority, category, now, call] : {
             Case{"P1", "printing", kMonday,
                  "Call 555-0142 now: a call is quicker than this form. Then send it, too."},
             Case{"P1", "printing", kSunday,
                  "Call 555-0190 now: this rings the person on call. Then send this form."},
             Case{"P1", "flying", kSunday,
                  "Call 555-0142 now: a call is quicker than this form. Then send it, too."},
             Case{"P3", "printing", kSunday,
                  "Call 555-0142 now if it cannot wait until we are back."},
             Case{"P3", "printing", kMonday, ""},
         }) {
        CAPTURE(priority);
        CAPTURE(now);
        CHECK(promised(priority, category, now).call == call);
    }
    CHECK(promised("P1", "printing", kSunday).telephone == "555-0190");
    CHECK(promised("P3", "printing", kMonday).telephone.empty());
    CHECK(promised("P3", "printing", kSunday).after_hours == "A recorded voice answers.");
    CHECK(promised("P3", "printing", kMonday).after_hours.empty());
}

TEST_CASE("a desk without hours and telephone promises what its matrix says, and no more") {
    std::vector<std::string> problems;
    const auto plan = desk_plan_from({}, problems);
    const DeskClock clock(plan.hours, problems);
    const auto promise = promise_for(plan, clock, "P1", "", parse_rfc3339(kSunday).value());
    CHECK(promise.call.empty());
    CHECK(promise.presence.empty());
    CHECK(promise.answer ==
          "We will treat this as P1: a person answers within 15 minutes unless an agent finds "
          "otherwise.");
    CHECK(promise_for(plan, clock, "P9", "", {}).answer.empty());
}
