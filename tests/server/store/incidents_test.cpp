#include "server/store/incidents.h"

#include <doctest/doctest.h>

#include "server/store/store.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

struct Kept {
    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
    IncidentTable incidents{store.connection()};

    std::string open_at(int seconds) {
        std::string keys;
        for (const Incident& incident : incidents.open(at(seconds)))
            keys += incident.key;
        return keys;
    }
};

Incident incident_from(const std::string& key, int from, std::optional<int> until = {}) {
    Incident incident{.key = key, .title = "Mail is late", .words = {"mail"}, .from = at(from)};
    if (until)
        incident.until = at(*until);
    return incident;
}

IncidentJoin join_by(std::optional<std::string> visitor, const std::string& email = {},
                     int seconds = 100) {
    return {.incident = "mail",
            .title = "Mail is late",
            .visitor = std::move(visitor),
            .email = email,
            .at = at(seconds)};
}

}  // namespace

TEST_CASE("an incident is kept as it was told, and told again it is changed") {
    Kept kept;
    kept.incidents.put({.key = "mail",
                        .title = "Mail is <late>",
                        .text = "We're on it;\nreally.",
                        .words = {"mail", "out of office", "o'brien"},
                        .link = "https://status.example.com/?a=1&b=2",
                        .from = at(100),
                        .until = at(900),
                        .source = "command line"});
    const auto found = kept.incidents.find("mail");
    REQUIRE(found);
    CHECK(found->title == "Mail is <late>");
    CHECK(found->text == "We're on it;\nreally.");
    CHECK(found->words == std::vector<std::string>{"mail", "out of office", "o'brien"});
    CHECK(found->link == "https://status.example.com/?a=1&b=2");
    CHECK(found->from == at(100));
    CHECK(found->until == at(900));
    CHECK(found->source == "command line");
    kept.incidents.put(incident_from("mail", 200));
    CHECK(kept.incidents.all().size() == 1);
    CHECK(kept.incidents.find("mail")->title == "Mail is late");
    CHECK_FALSE(kept.incidents.find("mail")->until);
    CHECK_FALSE(kept.incidents.find("MAIL"));
}

TEST_CASE("an incident is open from its beginning to its end, the newest first") {
    Kept kept;
    kept.incidents.put(incident_from("a", 100, 300));
    kept.incidents.put(incident_from("b", 200));
    kept.incidents.put(incident_from("c", 400));
    CHECK(kept.open_at(99).empty());
    CHECK(kept.open_at(100) == "a");
    CHECK(kept.open_at(299) == "ba");
    CHECK(kept.open_at(300) == "b");
    CHECK(kept.open_at(500) == "cb");
}

TEST_CASE("only what is open can be ended, and only once") {
    Kept kept;
    kept.incidents.put(incident_from("a", 100));
    kept.incidents.put(incident_from("b", 100, 500));
    CHECK_FALSE(kept.incidents.end("none", at(200)));
    CHECK(kept.incidents.end("a", at(200)));
    CHECK_FALSE(kept.incidents.end("a", at(300)));
    CHECK(kept.incidents.find("a")->until == at(200));
    CHECK(kept.incidents.end("b", at(400)));
    CHECK(kept.open_at(450).empty());
}

TEST_CASE("who is affected counts once, and who asked not to be followed each time") {
    Kept kept;
    CHECK(kept.incidents.join(join_by("anna")));
    CHECK_FALSE(kept.incidents.join(join_by("anna", "", 200)));
    CHECK(kept.incidents.join(join_by("ben", "", 200)));
    CHECK(kept.incidents.join(join_by(std::nullopt)));
    CHECK(kept.incidents.join(join_by(std::nullopt)));
    CHECK(kept.incidents.joined("mail") == 4);
    CHECK(kept.incidents.joined("mail", at(150)) == 1);
    CHECK(kept.incidents.joined("vpn") == 0);
    IncidentJoin other = join_by("anna");
    other.incident = "vpn";
    CHECK(kept.incidents.join(other));
    CHECK(kept.incidents.joined("vpn") == 1);
}

TEST_CASE("who left an address is told once, at the address they left last") {
    Kept kept;
    kept.incidents.join(join_by("anna", "anna@example.com"));
    kept.incidents.join(join_by("ben"));
    kept.incidents.join(join_by(std::nullopt, "c@example.com"));
    kept.incidents.join(join_by("anna", "a.new@example.com"));
    kept.incidents.join(join_by("anna"));
    auto waiting = kept.incidents.to_tell();
    REQUIRE(waiting.size() == 2);
    CHECK(waiting[0].email == "a.new@example.com");
    CHECK(waiting[0].visitor == "anna");
    CHECK(waiting[0].incident == "mail");
    CHECK(waiting[0].title == "Mail is late");
    CHECK(waiting[0].at == at(100));
    CHECK(waiting[1].email == "c@example.com");
    CHECK_FALSE(waiting[1].visitor);
    kept.incidents.set_told(waiting[0].id, at(300));
    waiting = kept.incidents.to_tell();
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].email == "c@example.com");
}

TEST_CASE("joining again without an address after one was told asks for no second mail") {
    Kept kept;
    kept.incidents.join(join_by("anna", "anna@example.com"));
    kept.incidents.set_told(kept.incidents.to_tell().at(0).id, at(200));
    kept.incidents.join(join_by("anna"));
    CHECK(kept.incidents.to_tell().empty());
    kept.incidents.join(join_by("anna", "anna@example.com"));
    CHECK(kept.incidents.to_tell().size() == 1);
}
