#include <doctest/doctest.h>

#include "server/store/outbox.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

TEST_CASE("metrics tell of tickets that wait and of those that were given up") {
    ServedKb kb;
    {
        const auto lease = kb.listening().store();
        OutboxTable outbox(*lease);
        for (const char* key : {"one", "two"})
            REQUIRE(outbox.add({.kind = "mail",
                                .key = key,
                                .payload = "{}",
                                .created = ServedKb::kNoon - std::chrono::seconds{90}}));
        outbox.set_dead(1, "no such mailbox", ServedKb::kNoon);
    }
    const auto told = kb.get("/metrics");
    CHECK(told.status == 200);
    CHECK(told.header("content-type").starts_with("text/plain"));
    for (const char* line :
         {"\nfirstline_outbox_waiting 1\n", "\nfirstline_outbox_dead 1\n",
          "\nfirstline_outbox_oldest_seconds 90\n", "# TYPE firstline_outbox_dead gauge\n"})
        CHECK(holds(told, line));
    Visitor reader(kb.port());
    reader.get("/search?q=jam");
    REQUIRE(kb.listening().recorder().flush(std::chrono::seconds{20}));
    CHECK(holds(kb.get("/metrics"), "\nfirstline_events_written_total 1\n"));
}

TEST_CASE("metrics are for this machine and for tokens that may administer, and for nobody else") {
    ServedKb kb;
    const Headers elsewhere{{"X-Forwarded-For", "203.0.113.7"}};
    CHECK(kb.get("/metrics", elsewhere).status == 404);
    const auto bearer = [&](const std::vector<std::string>& scopes) {
        return Headers{{"Authorization", "Bearer " + kb.add_token("admin", scopes)}};
    };
    CHECK(kb.get("/metrics", bearer({"administer"})).status == 200);
    CHECK(kb.get("/metrics", bearer({"read"})).status == 403);
}
