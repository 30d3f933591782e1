// From a gap to what closes it: an alias, or a draft that is published.

#include <doctest/doctest.h>

#include "tests/http/page_fields.h"
#include "tests/http/writer_desk.h"

using namespace firstline;

namespace {

constexpr const char* kQuery = "printer scrunches sheets";

Received add_alias(Visitor& who, const std::string& article, const std::string& topic = kQuery) {
    who.get("/writer/gaps");
    return who.post("/writer/gaps/alias", {{"topic", topic}, {"article", article}});
}

}  // namespace

TEST_CASE("a gap becomes an alias with one click, closes once merged, and opens when it fails") {
    WriterDesk desk;
    desk.missed(kQuery, {"KB1", "KB2"});
    const Received gaps = desk.willi.get("/writer/gaps");
    REQUIRE(holds(gaps, kQuery));
    CHECK(holds(gaps, "Only weak results"));
    CHECK(hidden(gaps, "topic") == kQuery);
    CHECK(holds(gaps, "name=\"article\" value=\"KB1\""));
    CHECK(holds(gaps, "form=\"alias-1\" data-act>Add an alias"));

    const Received answer = add_alias(desk.willi, "KB1");
    CHECK(answer.header("location") == "/writer/gaps?added=1");
    const Proposal alias = desk.proposal(1);
    CHECK(alias.state == Proposal::State::accepted);
    CHECK(alias.kind == Proposal::Kind::alias);
    CHECK(alias.about == kQuery);
    CHECK(alias.article == "KB1");
    CHECK(alias.text.find("aliases: [paper stuck, printer scrunches sheets]\n") !=
          std::string::npos);
    CHECK(desk.kb.audit_trail().back().what == "alias-accepted");

    const Received waits = desk.willi.get(answer.header("location"));
    CHECK(holds(waits, "The alias waits for its merge (<a href=\"/proposals/1\">"));
    CHECK_FALSE(holds(waits, "form=\"alias-1\""));
    // Nobody closes it by hand: only a search that finds the answer does.
    desk.merge();
    CHECK_FALSE(holds(desk.willi.get("/writer/gaps"), kQuery));
    const std::string merged = desk.text("jam.md");
    desk.remove("jam.md");
    CHECK(holds(desk.willi.get("/writer/gaps"), kQuery));
    desk.write("jam.md", merged);
    CHECK_FALSE(holds(desk.willi.get("/writer/gaps"), kQuery));
}

TEST_CASE("an alias of an article that a writer may not read is not told of") {
    WriterDesk desk;
    desk.missed(kQuery, {"KB1"});
    Visitor hanna = desk.somebody("hanna", "writer", {"hr"});
    CHECK(proposal_in(add_alias(hanna, "KB9")) == 1);
    CHECK(holds(hanna.get("/writer/gaps"), "proposal 1"));
    const Received gaps = desk.willi.get("/writer/gaps");
    CHECK(holds(gaps, kQuery));
    CHECK_FALSE(holds(gaps, "proposal 1"));
}

TEST_CASE("two clicks, or two aliases of one article, leave one after the other without conflict") {
    WriterDesk desk;
    desk.missed(kQuery, {"KB1"});
    desk.missed("copier crumples paper", {"KB2"});
    CHECK(proposal_in(add_alias(desk.willi, "KB1")) == 1);
    CHECK(proposal_in(add_alias(desk.willi, "KB1")) == 1);
    desk.willi.get("/writer/gaps");
    const Received other = desk.willi.post(
        "/writer/gaps/alias",
        {{"topic", "copier crumples paper"}, {"article", "KB2"}, {"other", "/a/jam"}});
    CHECK(proposal_in(other) == 2);
    CHECK(desk.proposal(2).base == desk.proposal(1).text);
    desk.merge();
    CHECK(desk.text("jam.md").find(
              "aliases: [paper stuck, printer scrunches sheets, copier crumples paper]\n") !=
          std::string::npos);
}

TEST_CASE("what is on the branch and not merged yet is built upon, too") {
    WriterDesk desk;
    desk.missed(kQuery, {"KB1"});
    add_alias(desk.willi, "KB1");
    {
        const auto lease = desk.kb.listening().store();
        ProposalTable(*lease).set_applied(1, "abc", ServedKb::kNoon);
    }
    CHECK(holds(desk.willi.get("/writer/gaps"), "The alias waits for its merge"));
    CHECK(proposal_in(add_alias(desk.willi, "KB1")) == 1);
    desk.willi.get("/writer/retire/KB1");
    const Received answer = desk.willi.post("/writer/retire/KB1", {{"target", "KB2"}});
    CHECK(desk.proposal(proposal_in(answer)).base == desk.proposal(1).text);
    CHECK_FALSE(holds(desk.willi.get("/proposals/2"), "in the same lines"));
}

TEST_CASE("what nothing was found for is an alias of the article that a writer names") {
    WriterDesk desk;
    desk.missed("wrinkled output");
    const Received gaps = desk.willi.get("/writer/gaps");
    CHECK(holds(gaps, "Nothing found"));
    const std::string topic = hidden(gaps, "topic");
    const Received answer =
        desk.willi.post("/writer/gaps/alias", {{"topic", topic}, {"other", "KB1"}});
    CHECK(proposal_in(answer) == 1);
    CHECK(desk.proposal(1).text.find("wrinkled output") != std::string::npos);
    CHECK(desk.willi.post("/writer/gaps/alias", {{"topic", topic}}).status == 422);
    // One that a writer may not read is none.
    CHECK(desk.willi.post("/writer/gaps/alias", {{"topic", topic}, {"other", "KB9"}}).status ==
          422);
}

TEST_CASE("words of fewer than three people become no alias, and agents accept none") {
    WriterDesk desk;
    desk.missed(kQuery, {"KB1"}, 2);
    CHECK(add_alias(desk.willi, "KB1").status == 409);
    desk.missed("printer chews", {"KB1"});
    desk.anna.get("/proposals");
    CHECK(desk.anna.post("/writer/gaps/alias", {{"topic", "printer chews"}, {"article", "KB1"}})
              .status == 404);
    desk.willi.get("/writer/gaps");
    desk.willi.form_token = "guessed";
    CHECK(desk.willi.post("/writer/gaps/alias", {{"topic", "printer chews"}, {"article", "KB1"}})
              .status == 403);
    CHECK(desk.accepted().empty());
}

TEST_CASE("an alias that was rejected does not wait any more") {
    WriterDesk desk;
    desk.missed(kQuery, {"KB1"});
    add_alias(desk.willi, "KB1");
    desk.willi.get("/proposals/1");
    CHECK(desk.willi.post("/proposals/1", {{"do", "reject"}, {"word", "Not ours."}}).status == 303);
    const Received gaps = desk.willi.get("/writer/gaps");
    CHECK_FALSE(holds(gaps, "waits for its merge"));
    CHECK(holds(gaps, "form=\"alias-1\""));
}

TEST_CASE("a draft that readers miss is published from a page that says who will read it") {
    WriterDesk desk;
    desk.missed("badge lost");
    desk.write("badge.md",
               "---\ntitle: Badge lost\nid: KB7\nstate: draft # soon\n---\n\nTell the gate.\n");
    CHECK(holds(desk.willi.get("/writer/gaps"), "href=\"/writer/publish/KB7\""));
    const Received page = desk.willi.get("/writer/publish/KB7");
    CHECK(page.status == 200);
    CHECK(holds(page, "Tell the gate."));
    CHECK(holds(page, "<strong>Everybody</strong>"));
    CHECK(hidden(page, "then") == "public");
    const Received answer = desk.willi.post("/writer/publish/KB7", {{"then", "public"}});
    const Proposal published = desk.proposal(proposal_in(answer));
    CHECK(published.kind == Proposal::Kind::state);
    CHECK(published.about == "validated");
    CHECK(published.audience == "public");
    CHECK(published.text ==
          "---\ntitle: Badge lost\nid: KB7\nstate: validated # soon\n---\n\nTell the gate.\n");
    desk.merge();
    Visitor reader(desk.kb.port());
    CHECK(reader.get("/a/badge").status == 200);
    CHECK_FALSE(holds(desk.willi.get("/writer/gaps"), "badge lost"));
    CHECK(desk.willi.post("/writer/publish/KB7", {{"then", "public"}}).status == 409);
}

TEST_CASE("who will read it must be what the page said") {
    WriterDesk desk;
    const std::string draft =
        "---\ntitle: Badge lost\nid: KB7\naudience: agents\nstate: draft\n---\n\nTell the gate.\n";
    desk.write("badge.md", draft);
    CHECK(hidden(desk.willi.get("/writer/publish/KB7"), "then") == "agents");
    std::string widened = draft;
    widened.replace(widened.find("agents"), 6, "public");
    desk.write("badge.md", widened);
    CHECK(desk.willi.post("/writer/publish/KB7", {{"then", "agents"}}).status == 409);
    CHECK(desk.accepted().empty());
    CHECK(desk.anna.get("/writer/publish/KB7").status == 404);
}

TEST_CASE("what is for others than readers leads to whom it is for, not to publishing") {
    WriterDesk desk;
    desk.missed("printer room key");
    const Received gaps = desk.willi.get("/writer/gaps");
    REQUIRE(holds(gaps, "Only for others than readers"));
    CHECK(holds(gaps, "href=\"/edit/KB3\""));
    CHECK(holds(gaps, "Change whom it is for"));
    CHECK_FALSE(holds(gaps, "/writer/publish/KB3"));
}
