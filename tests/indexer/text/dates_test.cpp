#include "indexer/text/dates.h"

#include <doctest/doctest.h>

using firstline::iso_date;
using firstline::parse_date;

TEST_CASE("dates are read as real repositories write them") {
    struct Case {
        std::string_view text, expected;
    };
    const Case cases[] = {
        {"2026-03-12", "2026-03-12"},
        {"03/12/2026", "2026-03-12"},
        {"3/2/2026", "2026-03-02"},
        {"\"2026-03-12\"", "2026-03-12"},
        {"'3/12/2026'", "2026-03-12"},
        {"2026-03-12T09:40:00Z", "2026-03-12"},
        {"2026-03-12 09:40", "2026-03-12"},
        {"  2026-03-12  ", "2026-03-12"},
        {"2024-02-29", "2024-02-29"},
        {"2026/03/12", "2026-03-12"},
        {"12/31/1999 23:59:59", "1999-12-31"},
    };
    for (const auto& [text, expected] : cases) {
        CAPTURE(text);
        const auto date = parse_date(text);
        REQUIRE(date);
        CHECK(iso_date(*date) == expected);
    }
}

TEST_CASE("what is no date is not taken for one") {
    for (const auto* text : {"", "soon", "2026-02-30", "2025-02-29", "13/01/2026", "2026-13-01",
                             "31-12-2026", "2026-03", "2026-03-12abc", "2026-03-12T", "12/2026",
                             "0/1/2026", "1/0/2026", "2026-3/12", "99999-01-01"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_date(text));
    }
}

TEST_CASE("readers see a date with the month as a word") {
    CHECK(firstline::reader_date(*parse_date("2026-03-02")) == "2 Mar 2026");
    CHECK(firstline::reader_date(*parse_date("2025-12-31")) == "31 Dec 2025");
}
