// From an edit in the browser to an accepted proposal.

#include <doctest/doctest.h>

#include "server/store/flags.h"
#include "tests/http/page_fields.h"
#include "tests/http/proposal_desk.h"

using namespace firstline;

TEST_CASE("an edit becomes a proposal that a writer accepts with one click") {
    ProposalDesk desk;
    CHECK(holds(desk.anna.get("/a/printers/jam"), "href=\"/edit/printers/jam\""));
    const Received form = desk.anna.get("/edit/printers/jam");
    CHECK(form.status == 200);
    CHECK(holds(form, "Pull gently."));
    CHECK(form.header("cache-control") == "private, no-store");
    const std::string page = desk.proposed(
        desk.anna, changed(kJam, "Pull gently.", "Pull with <both> hands."), {{"ticket", "INC-7"}});
    const Received own = desk.anna.get(page);
    CHECK(holds(own, "Waiting for a decision"));
    CHECK(holds(own, "Pull with &lt;both&gt; hands."));
    CHECK(holds(own, "INC-7"));
    CHECK_FALSE(holds(own, "value=\"accept\""));
    CHECK(holds(desk.willi.get("/proposals"), "clearer"));
    CHECK(holds(desk.willi.get(page), "value=\"accept\""));
    CHECK(desk.decide(desk.willi, page, "accept").status == 303);
    CHECK(holds(desk.anna.get(page), "<strong>Accepted</strong> · willi"));
    CHECK(holds(desk.anna.get("/proposals"), "Accepted by willi"));
    CHECK(desk.decide(desk.willi, page, "accept").status == 422);
    const auto trail = desk.kb.audit_trail();
    REQUIRE_FALSE(trail.empty());
    CHECK(trail.back().what == "proposal-accepted");
    CHECK(trail.back().about == "proposal 1 by anna on printers/jam.md");
    desk.kb.change("printers/jam.md", changed(kJam, "Pull gently.", "Pull with <both> hands."));
    CHECK(holds(desk.anna.get(page), "This is in the knowledge base now."));
}

TEST_CASE("a rejected proposal tells its proposer why, and can be edited again") {
    ProposalDesk desk;
    const std::string page = desk.proposed(desk.anna, changed(kJam, "gently", "hard"));
    CHECK(desk.decide(desk.willi, page, "reject", "It tears the paper.").status == 303);
    CHECK(holds(desk.anna.get("/proposals"), "It tears the paper."));
    const Received again = desk.anna.get("/edit?again=1");
    CHECK(again.status == 200);
    CHECK(holds(again, "Pull hard."));
    CHECK(hidden(again, "replaces") == "1");
}

TEST_CASE("a form sent twice is one proposal, and the browser's Back loses nothing") {
    ProposalDesk desk;
    const Received form = desk.anna.get("/edit/printers/jam");
    Fields fields{{"key", hidden(form, "key")},
                  {"article", "KB0001"},
                  {"base", kJam},
                  {"text", changed(kJam, "gently", "slowly")},
                  {"why", "clearer"},
                  {"do", "propose"}};
    CHECK(desk.anna.post("/edit", fields).header("location") == "/proposals/1");
    CHECK(desk.anna.post("/edit", fields).header("location") == "/proposals/1");
    fields["text"] = changed(kJam, "gently", "very slowly");
    CHECK(desk.anna.post("/edit", fields).header("location") == "/proposals/2");
    CHECK(holds(desk.anna.get("/proposals/1"), "Withdrawn"));
    CHECK(holds(desk.anna.get("/proposals/2"), "very slowly"));
}

TEST_CASE("two proposals on one text name each other and are both accepted if they merge") {
    ProposalDesk desk;
    const auto first = desk.proposed(desk.anna, changed(kJam, "Open the flap.", "Open the door."));
    const auto second = desk.proposed(desk.ben, changed(kJam, "a test page", "two pages"));
    CHECK(holds(desk.willi.get(first), "proposal 2 by ben"));
    CHECK(holds(desk.willi.get(second), "proposal 1 by anna"));
    CHECK_FALSE(holds(desk.anna.get(first), "href=\"/proposals/2\""));
    CHECK(desk.anna.get(second).status == 404);
    CHECK(desk.decide(desk.willi, first, "accept").status == 303);
    CHECK(holds(desk.willi.get(second), "Both changes go together"));
    CHECK(desk.decide(desk.willi, second, "accept").status == 303);
}

TEST_CASE("of two proposals for one line the second waits for somebody to choose") {
    ProposalDesk desk;
    const auto first = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    const auto second = desk.proposed(desk.ben, changed(kJam, "gently", "hard"));
    desk.decide(desk.willi, first, "accept");
    const Received page = desk.willi.get(second);
    CHECK(holds(page, "neither is lost"));
    CHECK(holds(page, "Pull slowly."));
    CHECK(holds(page, "Pull hard."));
    CHECK_FALSE(holds(page, "value=\"accept\""));
    CHECK(desk.decide(desk.willi, second, "accept").status == 422);
    const Received both = desk.willi.get("/edit?both=2");
    CHECK(holds(both, "&lt;&lt;&lt;&lt;&lt;&lt;&lt; in the knowledge base"));
    Fields fields{{"key", hidden(both, "key")},
                  {"article", "KB0001"},
                  {"base", changed(kJam, "gently", "slowly")},
                  {"text", "<<<<<<< in the knowledge base\nx\n=======\ny\n>>>>>>> proposed\n"},
                  {"why", "both"},
                  {"replaces", "2"},
                  {"do", "propose"}};
    const Received unready = desk.willi.post("/edit", fields);
    CHECK(unready.status == 422);
    CHECK(holds(unready, "Both texts still stand"));
    fields["text"] = changed(kJam, "gently", "slowly, then hard");
    const auto third = desk.willi.post("/edit", fields).header("location");
    CHECK(desk.decide(desk.willi, third, "accept").status == 303);
    CHECK(holds(desk.ben.get(second), "Replaced by proposal 3."));
}

TEST_CASE("a text that changed meanwhile is merged, or both are kept") {
    ProposalDesk desk;
    const auto page = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    desk.kb.change("printers/jam.md", changed(kJam, "Open the flap.", "Open the door."));
    CHECK(holds(desk.willi.get(page), "Both changes go together"));
    desk.kb.change("printers/jam.md", changed(kJam, "gently", "hard"));
    CHECK(holds(desk.willi.get(page), "in the same lines"));
    desk.kb.change("printers/jam.md", changed(kJam, "gently", "slowly"));
    CHECK(holds(desk.willi.get(page), "This is in the knowledge base now."));
    desk.kb.change(std::vector<KbFile>{}, {"printers/jam.md"});
    CHECK(holds(desk.willi.get(page), "The file is no longer there."));
    CHECK(holds(desk.anna.get(page), "The file is no longer there."));
}

TEST_CASE("who proposed a change of the same article sees with what it meets") {
    ProposalDesk desk;
    desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    const auto second = desk.proposed(desk.ben, changed(kJam, "gently", "hard"));
    desk.decide(desk.willi, "/proposals/1", "accept");
    CHECK(holds(desk.ben.get(second), "neither is lost"));
    CHECK(holds(desk.ben.get("/edit?both=2"), "Pull slowly."));
}

TEST_CASE("an accepted proposal that meets a conflict is not stuck") {
    ProposalDesk desk;
    const auto page = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    desk.decide(desk.willi, page, "accept");
    CHECK_FALSE(holds(desk.anna.get(page), "value=\"withdraw\""));
    CHECK(desk.decide(desk.anna, page, "withdraw").status == 422);
    CHECK(holds(desk.willi.get(page), "value=\"reject\""));
    CHECK(holds(desk.willi.get(page), "/edit?both=1"));
    desk.kb.change("printers/jam.md", changed(kJam, "gently", "hard"));
    CHECK(holds(desk.anna.get(page), "value=\"withdraw\""));
    CHECK(holds(desk.anna.get(page), "/edit?both=1"));
    const auto next = desk.proposed(desk.willi, changed(kJam, "gently", "slowly, then hard"),
                                    {{"replaces", "1"}, {"base", changed(kJam, "gently", "hard")}});
    CHECK(holds(desk.anna.get(page), "Replaced by proposal 2."));
    CHECK(desk.decide(desk.willi, next, "accept").status == 303);
    CHECK(desk.decide(desk.willi, next, "reject", "After all no.").status == 303);
    CHECK(holds(desk.willi.get(next), "<strong>Rejected</strong>"));
}

TEST_CASE("who proposed an accepted change cannot end it by another in its place") {
    ProposalDesk desk;
    const auto page = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    desk.decide(desk.willi, page, "accept");
    desk.proposed(desk.anna, changed(kJam, "Open the flap.", "Open it."), {{"replaces", "1"}});
    CHECK(holds(desk.anna.get(page), "<strong>Accepted</strong>"));
}

TEST_CASE("of a very long change the page shows the first lines and counts the others") {
    ProposalDesk desk;
    std::string text = kJam;
    for (int i = 0; i < 3000; ++i)
        text += "line " + std::to_string(i) + "\n";
    const Received page = desk.anna.get(desk.proposed(desk.anna, text));
    CHECK(holds(page, "line 1000<"));
    CHECK_FALSE(holds(page, "line 2500<"));
    CHECK(holds(page, "1003 more lines"));
}

TEST_CASE("accepting a proposal answers the flag that it mends") {
    ProposalDesk desk;
    std::int64_t flag = 0;
    std::int64_t hidden_one = 0;
    {
        const auto lease = desk.kb.listening().store();
        FlagTable flags(*lease);
        flag = flags.put({.agent = "ben", .article = "KB0001", .reason = "wrong"});
        hidden_one =
            flags.put({.agent = "ben", .article = "KB9", .reason = "wrong", .note = "zyxnote"});
    }
    const auto other = desk.proposed(desk.anna, changed(kJam, "gently", "hard"),
                                     {{"flag", std::to_string(hidden_one)}});
    CHECK_FALSE(holds(desk.anna.get(other), "zyxnote"));
    const auto page = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"),
                                    {{"flag", std::to_string(flag)}});
    desk.decide(desk.willi, page, "accept");
    const auto lease = desk.kb.listening().store();
    CHECK(FlagTable(*lease).find(flag)->state == Flag::State::mended);
}
