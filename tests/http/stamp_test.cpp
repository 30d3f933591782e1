// "I have read it: it is right", from the article's page to an accepted proposal.

#include <doctest/doctest.h>

#include "server/store/proposals.h"
#include "tests/http/page_fields.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

namespace {

constexpr const char* kJam =
    "---\ntitle: 'The printer has a jam'  # kept\nid: KB0001\naudience: public\n---\n\nOpen it.\n";
constexpr const char* kPage = "/a/printers/jam";

struct Desk {
    Desk() {
        kb.add_account("willi", "writer");
        kb.add_account("anna", "agent");
        willi.sign_in("willi", ServedKb::kPassword);
        anna.sign_in("anna", ServedKb::kPassword);
    }

    /// As the button on the article's page does.
    Received stamp(Visitor& who, const std::string& hash) {
        return who.post("/reviewed", {{"article", "KB0001"}, {"text", hash}});
    }
    std::string hash() { return hidden(willi.get(kPage), "text"); }
    std::vector<Proposal> accepted() {
        const auto lease = kb.listening().store();
        return ProposalTable(*lease).accepted();
    }

    ServedKb kb{std::vector<KbFile>{{"_kb.yml", "name: Test desk\n"}, {"printers/jam.md", kJam}}};
    Visitor willi{kb.port()};
    Visitor anna{kb.port()};
};

}  // namespace

TEST_CASE("a stamp is kept with the text that was read, and leaves as an accepted proposal") {
    Desk desk;
    const std::string hash = desk.hash();
    const Received answer = desk.stamp(desk.willi, hash);
    CHECK(answer.status == 303);
    const auto accepted = desk.accepted();
    REQUIRE(accepted.size() == 1);
    const std::string expected =
        "---\ntitle: 'The printer has a jam'  # kept\nid: KB0001\naudience: public\n"
        "reviewed: 2026-03-12\nreviewed_by: willi\nreviewed_hash: " +
        hash + "\n---\n\nOpen it.\n";
    CHECK(accepted[0].text == expected);
    CHECK(accepted[0].base == kJam);
    CHECK(desk.willi.get(answer.header("location")).status == 200);
    CHECK(desk.kb.audit_trail().back().what == "article-reviewed");
    // Stamped twice it is one.
    CHECK(desk.stamp(desk.willi, hash).header("location") == answer.header("location"));
    CHECK(desk.accepted().size() == 1);
}

TEST_CASE("what has changed since it was opened is not stamped") {
    Desk desk;
    const std::string hash = desk.hash();
    desk.kb.change("printers/jam.md", std::string{kJam} + "\nClose it.\n");
    const Received answer = desk.stamp(desk.willi, hash);
    CHECK(answer.status == 409);
    CHECK(holds(answer, "The text has changed"));
    CHECK(desk.accepted().empty());
    CHECK(desk.stamp(desk.willi, desk.hash()).status == 303);
}

TEST_CASE("writers stamp, agents are offered nothing to stamp with") {
    Desk desk;
    CHECK(holds(desk.willi.get(kPage), "I have read it: it is right"));
    CHECK_FALSE(holds(desk.anna.get(kPage), "I have read it"));
    CHECK(desk.stamp(desk.anna, desk.hash()).status == 404);
    Visitor reader(desk.kb.port());
    CHECK_FALSE(holds(reader.get(kPage), "I have read it"));
    CHECK(desk.accepted().empty());
}
