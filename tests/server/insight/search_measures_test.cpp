#include "server/insight/search_measures.h"

#include <doctest/doctest.h>

#include "tests/server/insight/samples.h"

using namespace firstline;

namespace {

SearchMeasures found(Diary& diary) {
    diary.problems();  // puts it in the order of time
    return search_measures_of(diary.events, at(0), at(kDay));
}

}  // namespace

TEST_CASE("searches are counted by what came of them") {
    Diary diary;
    diary.search("anna", 0, "printer", {"A", "B"});
    diary.view("anna", 60, "B");
    diary.search("ben", 0, "printer", {"A"});
    diary.search("carla", 0, "printer", {"A"}).sure = false;
    diary.view("carla", 1801, "A");
    diary.search("dora", 0, "qqxx", {});
    diary.search("agent", 0, "qqxx", {}).by_desk = true;
    diary.search("emma", 2 * kDay, "printer");
    const SearchMeasures measures = found(diary);
    CHECK(measures.searches == 4);
    CHECK(measures.visitors == 4);
    CHECK(measures.nothing_found.count == 1);
    CHECK(measures.nothing_found.n == 4);
    CHECK(measures.not_sure.count == 1);
    CHECK(measures.not_sure.n == 3);
    CHECK(measures.no_click.count == 2);
    CHECK(measures.no_click.n == 3);
}

TEST_CASE("a result of a later page was opened too") {
    Diary diary;
    diary.search("anna", 0, "printer", {"A"});
    diary.view("anna", 60, "Z", "printer").rank = 14;
    CHECK(found(diary).no_click.count == 0);
}

TEST_CASE("a query is shown once three visitors used it, not when one used it thrice") {
    Diary diary;
    for (int i = 0; i < 3; ++i)
        diary.search("anna", 1000 * i, "my secret plan", {});
    diary.search("anna", 5000, "Label Printer", {});
    diary.search("ben", 5000, "label printer", {});
    CHECK(found(diary).found_nothing.empty());
    diary.search("carla", 5000, "label  printer!", {});
    const auto shown = found(diary).found_nothing;
    REQUIRE(shown.size() == 1);
    CHECK(shown[0].query == "label printer");
    CHECK(shown[0].visitors == 3);
    CHECK(shown[0].searches == 3);
}
