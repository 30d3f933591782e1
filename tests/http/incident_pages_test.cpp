#include <doctest/doctest.h>

#include "server/store/incidents.h"
#include "tests/http/page_fields.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

namespace {

const std::vector<KbFile> kFiles{
    {"_kb.yml", "name: Test desk\ndefault_audience: public\n"},
    {"printer.md",
     "---\nid: KB1\ntitle: Printer does not print\n---\n\nTurn it off, and on again.\n"},
    {"_notices.yml",
     "- {title: Print server is down, words: [printer], from: 2026-03-12T08:00Z}\n"}};

}  // namespace

TEST_CASE("who is affected by a known incident says so, once") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    const auto results = reader.get("/search?q=printer");
    CHECK(holds(results, "Known incident:"));
    CHECK(holds(results, "I am affected too"));
    const std::string key = hidden(results, "incident");
    for (int i = 0; i < 2; ++i) {
        const auto joined = reader.post("/incidents/join", {{"incident", key}});
        REQUIRE(joined.status == 303);
        CHECK(holds(reader.get(joined.header("location")), "1 person says that it affects them."));
    }
    Visitor other(kb.port());
    other.get("/a/printer");
    other.post("/incidents/join", {{"incident", key}});
    const auto lease = kb.listening().store();
    CHECK(IncidentTable(*lease).joined(key) == 2);
    CHECK(reader.post("/incidents/join", {{"incident", "none"}}).status == 400);
    CHECK(reader.get("/incidents/none").status == 404);
}

TEST_CASE("an incident that is told to the running server shows at once, and ends") {
    MovedClock clock{ServedKb::kNoon};
    ServedKb kb(kFiles, clock.clock());
    Visitor reader(kb.port());
    CHECK_FALSE(holds(reader.get("/"), "Mail is late"));
    {
        const auto lease = kb.listening().store();
        IncidentTable(*lease).put({.key = "mail-1",
                                   .title = "Mail is late",
                                   .words = {"mail"},
                                   .from = clock.now,
                                   .until = clock.now + std::chrono::hours{1},
                                   .source = "test"});
    }
    clock.now += std::chrono::seconds{5};
    CHECK(holds(reader.get("/"), "Mail is late"));
    CHECK(holds(reader.get("/search?q=my+mails"), "Mail is late"));
    clock.now += std::chrono::hours{2};
    CHECK_FALSE(holds(reader.get("/"), "Mail is late"));
    CHECK(holds(reader.get("/incidents/mail-1"), "This incident is over."));
    // A clock that was set back shows what was open then, and nothing breaks.
    clock.now -= std::chrono::hours{2};
    CHECK(holds(reader.get("/"), "Mail is late"));
}
