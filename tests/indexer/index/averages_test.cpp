#include "indexer/index/averages.h"

#include <doctest/doctest.h>

namespace firstline {

TEST_CASE("a sub-database with enough articles has its own averages") {
    const std::map<std::string, LengthSums> sums{{"agents", {50, 5000, 500, 2500}},
                                                 {"public", {100, 60000, 800, 30000}}};
    CHECK(averages_for("agents", sums) == FieldAverages{100, 10, 50});
}

TEST_CASE("a small sub-database takes the public one's averages, or typical ones") {
    CHECK(averages_for("agents",
                       {{"agents", {49, 4900, 490, 2450}}, {"public", {100, 60000, 800, 30000}}}) ==
          FieldAverages{600, 8, 300});
    CHECK(averages_for("agents", {{"agents", {49, 4900, 490, 2450}},
                                  {"public", {49, 60000, 800, 30000}}}) == kTypicalAverages);
    CHECK(averages_for("public", {}) == kTypicalAverages);
}

TEST_CASE("a mean length that moved by more than a fifth is drift, and said so") {
    const SubDatabase recorded{.audience = "public", .averages = {100, 10, 50}};
    CHECK_FALSE(drift(recorded, {119, 11.9, 41}));
    struct Case {
        FieldAverages now;
        const char* field;
    };
    for (const auto& [now, field] : {Case{{121, 10, 50}, "texts"}, Case{{100, 7.9, 50}, "titles"},
                                     Case{{100, 10, 61}, "word pairs"}}) {
        const auto reason = drift(recorded, now);
        REQUIRE(reason);
        CHECK(reason->find(field) != std::string::npos);
        CHECK(reason->find("public") != std::string::npos);
    }
}

}  // namespace firstline
