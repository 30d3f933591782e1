#include "server/store/audit_trail.h"

#include <doctest/doctest.h>

#include "server/store/store.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

TEST_CASE("the audit trail gives its newest entries, in the order in which they came") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    AuditTrail trail(store.connection());
    CHECK(trail.entries().empty());
    for (const char* about : {"first", "second", "third"})
        trail.add({.when = std::chrono::sys_seconds{std::chrono::seconds{7}},
                   .who = "anna",
                   .what = "signed-in",
                   .about = about,
                   .address = "192.0.2.1"});
    CHECK(trail.entries().size() == 3);
    const auto newest = trail.entries(2);
    REQUIRE(newest.size() == 2);
    CHECK(newest[0].about == "second");
    CHECK(newest[1].about == "third");
    CHECK(newest[1].id > newest[0].id);
    CHECK(newest[1].when == std::chrono::sys_seconds{std::chrono::seconds{7}});
    CHECK(newest[1].who == "anna");
    CHECK(newest[1].what == "signed-in");
    CHECK(newest[1].address == "192.0.2.1");
    CHECK(trail.entries(0).empty());
}
