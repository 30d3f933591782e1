#include "server/store/board_days.h"

#include <doctest/doctest.h>

#include "server/store/store.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

TEST_CASE("what was counted on a day stays, and the later count of a day stands") {
    const TemporaryFolder folder;
    Store store(folder.path() / "store.db");
    BoardDayTable days(store.connection());
    const Date monday = std::chrono::year{2026} / 3 / 9;
    days.put(monday, {{"articles", 12}, {"links", 3}});
    days.put(monday + std::chrono::days{1}, {{"articles", 13}});
    days.put(monday, {{"links", 2}});
    const auto all = days.since(monday);
    REQUIRE(all.size() == 2);
    CHECK(all.at(monday) == DayCounts{{"articles", 12}, {"links", 2}});
    CHECK(days.since(monday + std::chrono::days{1}).size() == 1);
    CHECK(days.since(monday + std::chrono::days{2}).empty());
}
