#include "server/tickets/desk_clock.h"

#include <doctest/doctest.h>

#include "server/tickets/moments.h"
#include "tests/server/tickets/larkfield.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

std::chrono::sys_seconds moment(const std::string& text) {
    return parse_rfc3339(text).value();
}

std::string end_of(const DeskClock& clock, const char* limit, const char* from) {
    const auto end = clock.end_of(parse_time_limit(limit).value(), moment(from));
    return end ? rfc3339(*end) : "never";
}

}  // namespace

TEST_CASE("the desk is open by its own clocks, in winter and in summer") {
    const auto clock = larkfield_clock();
    struct Case {
        const char* now;
        bool open;
        const char* presence;
    };
    for (const auto& [now, open, presence] : {
             Case{"2026-11-23T07:29:59Z", false, "We are back today at 07:30."},
             Case{"2026-11-23T07:30:00Z", true, "We are here until 18:00 today."},
             Case{"2026-11-23T17:59:59Z", true, "We are here until 18:00 today."},
             Case{"2026-11-23T18:00:00Z", false, "We are back tomorrow at 07:30."},
             Case{"2026-11-20T17:00:00Z", false, "We are back on Monday, 23 Nov at 07:30."},
             Case{"2026-11-21T12:00:00Z", false, "We are back on Monday, 23 Nov at 07:30."},
             // Summer time: 06:30 UTC is 07:30 in London.
             Case{"2026-07-06T06:29:00Z", false, "We are back today at 07:30."},
             Case{"2026-07-06T06:30:00Z", true, "We are here until 18:00 today."},
             Case{"2026-07-06T17:00:00Z", false, "We are back tomorrow at 07:30."},
             // Christmas is a Friday; the Monday after it is a holiday, too.
             Case{"2026-12-24T18:30:00Z", false, "We are back on Tuesday, 29 Dec at 07:30."},
             Case{"2026-12-25T10:00:00Z", false, "We are back on Tuesday, 29 Dec at 07:30."},
         }) {
        CAPTURE(now);
        CHECK(clock.is_open(moment(now)) == open);
        CHECK(clock.presence(moment(now)) == presence);
    }
    CHECK(clock.in_words(moment("2026-07-06T06:30:00Z")) == "Mon 6 Jul, 07:30");
}

TEST_CASE("working time passes only while the desk is open") {
    const auto clock = larkfield_clock();
    struct Case {
        const char *limit, *from, *end;
    };
    for (const auto& [limit, from, end] : {
             Case{"2 working hours", "2026-11-23T08:00:00Z", "2026-11-23T10:00:00Z"},
             Case{"2 working hours", "2026-11-22T06:00:00Z", "2026-11-23T09:30:00Z"},
             Case{"2 working hours", "2026-11-23T17:00:00Z", "2026-11-24T08:30:00Z"},
             Case{"2 working hours", "2026-11-23T16:00:00Z", "2026-11-23T18:00:00Z"},
             Case{"2 working hours", "2026-11-20T16:30:00Z", "2026-11-23T09:00:00Z"},
             Case{"30 working minutes", "2026-12-24T17:45:00Z", "2026-12-29T07:45:00Z"},
             Case{"0 working hours", "2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z"},
             // 50 hours are four days of 10.5 and 8 hours of the fifth.
             Case{"50 working hours", "2026-11-23T07:30:00Z", "2026-11-27T15:30:00Z"},
             Case{"15 minutes", "2026-11-22T06:00:00Z", "2026-11-22T06:15:00Z"},
             Case{"1 day", "2026-11-22T06:00:00Z", "2026-11-23T06:00:00Z"},
             Case{"1 working day", "2026-11-23T10:00:00Z", "2026-11-24T10:00:00Z"},
             Case{"1 working day", "2026-11-21T10:00:00Z", "2026-11-24T07:30:00Z"},
             // Friday ends at 17:00.
             Case{"1 working day", "2026-11-26T17:45:00Z", "2026-11-27T17:00:00Z"},
             Case{"3 working days", "2026-12-23T09:00:00Z", "2026-12-30T09:00:00Z"},
             // Over the end of summer time the time of day stays: 10:00 in London.
             Case{"1 working day", "2026-10-23T09:00:00Z", "2026-10-26T10:00:00Z"},
             Case{"1 working day", "2026-03-27T10:00:00Z", "2026-03-30T09:00:00Z"},
         }) {
        CAPTURE(limit);
        CAPTURE(from);
        CHECK(end_of(clock, limit, from) == end);
    }
}

TEST_CASE("a night shift works an hour less or more when the clocks change") {
    DeskHours hours{.time_zone = "Europe/Berlin"};
    for (auto& day : hours.week)
        day = {{0h, 6h}};
    std::vector<std::string> problems;
    const DeskClock clock(hours, problems);
    // 29 March 2026: from 02:00 to 03:00 in Berlin there is no time. 25 October: there is twice.
    CHECK(end_of(clock, "4 working hours", "2026-03-28T23:00:00Z") == "2026-03-29T03:00:00Z");
    CHECK(end_of(clock, "6 working hours", "2026-03-28T23:00:00Z") == "2026-03-29T23:00:00Z");
    CHECK(end_of(clock, "7 working hours", "2026-10-24T22:00:00Z") == "2026-10-25T05:00:00Z");
}

TEST_CASE("hours that begin or end in an hour that the clocks leave out still have an order") {
    DeskHours hours{.time_zone = "Europe/Berlin"};
    for (auto& day : hours.week)
        day = {{2h + 30min, 4h}};
    std::vector<std::string> problems;
    const DeskClock clock(hours, problems);
    CHECK(rfc3339(*clock.opens_at(moment("2026-03-29T00:00:00Z"))) == "2026-03-29T01:00:00Z");
    CHECK(rfc3339(*clock.closes_at(moment("2026-03-29T01:30:00Z"))) == "2026-03-29T02:00:00Z");
    CHECK(rfc3339(*clock.opens_at(moment("2026-10-25T00:00:00Z"))) == "2026-10-25T00:30:00Z");
}

TEST_CASE("a time zone that nobody knows is UTC, and said so") {
    DeskHours hours{.time_zone = "Europe/Lndon"};
    hours.week[0] = {{9h, 17h}};
    std::vector<std::string> problems;
    const DeskClock clock(hours, problems);
    CHECK(problems == std::vector<std::string>{"the time zone \"Europe/Lndon\" is not known here; "
                                               "the hours are taken as UTC"});
    CHECK(clock.is_open(moment("2026-07-06T09:00:00Z")));
}

TEST_CASE("of a desk whose hours are not known nothing is said and nothing promised by the clock") {
    std::vector<std::string> problems;
    const DeskClock clock(std::nullopt, problems);
    const auto now = moment("2026-11-22T06:00:00Z");
    CHECK(problems.empty());
    CHECK_FALSE(clock.knows_hours());
    CHECK(clock.is_open(now));
    CHECK(clock.presence(now).empty());
    CHECK(end_of(clock, "2 working hours", "2026-11-22T06:00:00Z") == "never");
    CHECK(end_of(clock, "2 hours", "2026-11-22T06:00:00Z") == "2026-11-22T08:00:00Z");
}

TEST_CASE("a desk that never opens ends every search for its hours") {
    std::vector<std::string> problems;
    const DeskClock clock(DeskHours{}, problems);
    const auto now = moment("2026-11-22T06:00:00Z");
    CHECK_FALSE(clock.is_open(now));
    CHECK_FALSE(clock.opens_at(now));
    CHECK(clock.presence(now).empty());
    CHECK(end_of(clock, "1 working day", "2026-11-22T06:00:00Z") == "never");
    CHECK(end_of(clock, "1 working hour", "2026-11-22T06:00:00Z") == "never");
}

TEST_CASE("a desk that shuts for lunch says when it is back") {
    DeskHours hours;
    for (auto& day : hours.week)
        day = {{8h, 12h}, {13h, 17h}};
    std::vector<std::string> problems;
    const DeskClock clock(hours, problems);
    CHECK(clock.presence(moment("2026-11-23T12:30:00Z")) == "We are back today at 13:00.");
    CHECK(clock.presence(moment("2026-11-23T09:00:00Z")) == "We are here until 12:00 today.");
    CHECK(end_of(clock, "2 working hours", "2026-11-23T11:00:00Z") == "2026-11-23T14:00:00Z");
}
