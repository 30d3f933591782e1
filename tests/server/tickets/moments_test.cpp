#include "server/tickets/moments.h"

#include <doctest/doctest.h>

#include "tests/support/moments.h"

using namespace firstline;

TEST_CASE("moments of other programs are read, and anything like them is not") {
    for (const char* text :
         {"2026-11-22T09:40:05Z", "2026-11-22T10:40:05+01:00", "2026-11-22T04:10:05-05:30",
          "2026-11-22T09:40:05.123456789Z", "2026-11-22t09:40:05z"}) {
        CAPTURE(text);
        const auto moment = parse_rfc3339(text);
        REQUIRE(moment);
        CHECK(rfc3339(*moment) == "2026-11-22T09:40:05Z");
    }
    for (const char* text :
         {"", "2026-11-22", "2026-11-22T09:40:05", "2026-11-22 09:40:05Z", "2026-13-22T09:40:05Z",
          "2026-02-30T09:40:05Z", "2026-11-22T24:40:05Z", "2026-11-22T09:61:05Z",
          "2026-11-22T09:40:05+1:00", "2026-11-22T09:40:05.Zx", "0001-01-01T00:00:00Z",
          "2026-11-22T09:40:05+01:0x", "2026/11/22T09:40:05Z"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_rfc3339(text));
    }
}

TEST_CASE("a mail's date is written as mail has it") {
    CHECK(mail_date(at(0)) == "Thu, 1 Jan 1970 00:00:00 +0000");
    CHECK(mail_date(parse_rfc3339("2026-11-22T09:40:05Z").value()) ==
          "Sun, 22 Nov 2026 09:40:05 +0000");
}
