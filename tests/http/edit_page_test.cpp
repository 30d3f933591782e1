// The editor: how a text becomes a proposal, and what is refused.

#include <doctest/doctest.h>

#include "server/store/proposals.h"
#include "tests/http/page_fields.h"
#include "tests/http/proposal_desk.h"

using namespace firstline;

TEST_CASE("files with other line ends keep them") {
    ProposalDesk desk;
    std::string with_returns;
    for (const char c : std::string{kJam})
        with_returns += c == '\n' ? std::string{"\r\n"} : std::string(1, c);
    desk.kb.change("printers/jam.md", with_returns);
    const auto page = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    const auto lease = desk.kb.listening().store();
    const auto proposal = ProposalTable(*lease).find(1);
    REQUIRE(proposal);
    CHECK(proposal->base == with_returns);
    CHECK(proposal->text == changed(with_returns, "gently", "slowly"));
    CHECK_FALSE(holds(desk.willi.get(page), "changed meanwhile"));
}

TEST_CASE("of a file that mixes line ends only the lines that were changed change") {
    ProposalDesk desk;
    const std::string mixed = changed(kJam, "Open the flap.\n", "Open the flap.\r\n");
    desk.kb.change("printers/jam.md", mixed);
    const auto page = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    const auto lease = desk.kb.listening().store();
    CHECK(ProposalTable(*lease).find(1)->text == changed(mixed, "gently", "slowly"));
    CHECK(holds(desk.willi.get(page), "1 line added, 1 line removed"));
}

TEST_CASE("what cannot be kept is refused with the reason, and what was typed stays") {
    ProposalDesk desk;
    struct Case {
        Fields fields;
        int status;
        const char* why;
    };
    const std::string good = changed(kJam, "gently", "slowly");
    for (const auto& [fields, status, why] :
         {Case{{{"text", kJam}}, 422, "Nothing is changed yet."},
          Case{{{"text", " \r\n"}}, 422, "The text is empty."},
          Case{{{"text", good}, {"why", " "}}, 422, "Say in one line"},
          Case{{{"text", good + std::string("\0x", 2)}}, 422, "NUL bytes"},
          Case{{{"text", good + "\xFFx"}}, 422, "not all UTF-8"},
          Case{{{"text", good + std::string(20'001, '\n')}}, 422, "more than 20,000 lines"},
          Case{{{"text", good}, {"base", std::string(20'001, '\n')}}, 422, "20,000 lines"},
          Case{{{"text", std::string(2U << 20U, 'x')}}, 413, "larger than 1 MB"}}) {
        CAPTURE(why);
        const Received answer = desk.propose(desk.anna, "", fields);
        CHECK(answer.status == status);
        CHECK(holds(answer, why));
        CHECK(holds(answer, "name=\"text\""));
    }
    CHECK(holds(desk.propose(desk.anna, good, {{"why", ""}}), "Pull slowly."));
    CHECK(desk.propose(desk.anna, std::string(9U << 20U, 'x')).status == 413);
}

TEST_CASE("a new article is proposed at a plain path that is free") {
    ProposalDesk desk;
    const std::string text = "---\ntitle: Toner is low\n---\n\nOrder toner.\n";
    const auto propose = [&](const std::string& path) {
        const Received form = desk.anna.get("/edit?new=1");
        return desk.anna.post("/edit", {{"key", hidden(form, "key")},
                                        {"path", path},
                                        {"text", text},
                                        {"why", "asked thrice"},
                                        {"do", "propose"}});
    };
    for (const char* bad : {"", "../x.md", "/etc/x.md", "_x.md", "a/.x.md", "x.txt", "a\\x.md",
                            "printers/jam.md/x.md"})
        CHECK(propose(bad).status == 422);
    CHECK(holds(propose("printers/jam.md"), "There is a file at this path already."));
    const auto page = propose("drafts/toner.md").header("location");
    CHECK(holds(desk.willi.get(page), "Toner is low"));
    CHECK(holds(desk.willi.get(page), "drafts/toner.md"));
    CHECK(desk.decide(desk.willi, page, "accept").status == 303);
    desk.kb.change("drafts/toner.md", text);
    CHECK(holds(desk.anna.get(page), "in the knowledge base now"));
}

TEST_CASE("another page begins an article by sending its text") {
    ProposalDesk desk;
    desk.anna.get("/edit?new=1");
    const Received form = desk.anna.post("/edit", {{"path", "drafts/a.md"},
                                                   {"text", "---\ntitle: Begun\n---\n\nText.\n"},
                                                   {"why", "a ticket"},
                                                   {"ticket", "INC-9"}});
    CHECK(form.status == 200);
    CHECK(holds(form, "title: Begun"));
    CHECK(hidden(form, "key").size() == 43);
    CHECK(holds(form, "value=\"INC-9\""));
    CHECK(holds(form, "class=\"as-title\" dir=\"auto\">Begun"));
}

TEST_CASE("a new article needs a title, from which it is known") {
    ProposalDesk desk;
    const Received form = desk.anna.get("/edit?new=1");
    const Received answer = desk.anna.post("/edit", {{"key", hidden(form, "key")},
                                                     {"path", "drafts/x.md"},
                                                     {"text", "No head.\n"},
                                                     {"why", "new"},
                                                     {"do", "propose"}});
    CHECK(answer.status == 422);
    CHECK(holds(answer, "neither a title"));
}
