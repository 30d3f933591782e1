#include "indexer/text/desk_times.h"

#include <doctest/doctest.h>

using namespace firstline;
using namespace std::chrono_literals;

TEST_CASE("what a desk promises is read as it is written") {
    using enum TimeLimit::Unit;
    struct Case {
        const char* text;
        TimeLimit limit;
        const char* words;
    };
    for (const auto& [text, limit, words] :
         {Case{"15 minutes", {15, minutes, false}, "15 minutes"},
          Case{"1 minute", {1, minutes, false}, "1 minute"},
          Case{" 2  Working Hours ", {2, hours, true}, "2 working hours"},
          Case{"1 working day", {1, days, true}, "1 working day"},
          Case{"3 business days", {3, days, true}, "3 working days"},
          Case{"4hours", {4, hours, false}, "4 hours"},
          Case{"0 minutes", {0, minutes, false}, "0 minutes"}}) {
        CAPTURE(text);
        CHECK(parse_time_limit(text) == limit);
        CHECK(in_words(limit) == words);
    }
    for (const char* text : {"", "soon", "2", "hours", "-1 hours", "2 working", "1 week",
                             "2 hours!", "99999 days", "4294967297 hours", "1.5 hours"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_time_limit(text));
    }
}

TEST_CASE("the hours of a day are read, and hours that cannot be are not guessed") {
    CHECK(parse_open_hours("07:30-18:00") == std::vector<OpenHours>{{7h + 30min, 18h}});
    CHECK(parse_open_hours("13:00 - 17:00, 8:00-12:00") ==
          std::vector<OpenHours>{{8h, 12h}, {13h, 17h}});
    CHECK(parse_open_hours("Closed") == std::vector<OpenHours>{});
    CHECK(parse_open_hours("always") == std::vector<OpenHours>{{0min, 24h}});
    CHECK(parse_open_hours("22:00-24:00") == std::vector<OpenHours>{{22h, 24h}});
    for (const char* text : {"", "9-17", "09:00", "18:00-09:00", "09:00-09:00", "09:00-25:00",
                             "09:60-10:00", "09:00-24:01", "08:00-12:00, 11:00-13:00", "9 to 5"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_open_hours(text));
    }
}
