// Who may see which proposals, and who may decide on them.

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server/http/kb_source.h"
#include "tests/http/page_fields.h"
#include "tests/http/proposal_desk.h"

using namespace firstline;

TEST_CASE("who may not decide cannot, and who is no agent finds nothing") {
    ProposalDesk desk;
    const auto page = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    CHECK(desk.decide(desk.anna, page, "accept").status == 403);
    CHECK(desk.decide(desk.ben, page, "withdraw").status == 404);
    CHECK(desk.decide(desk.willi, page, "withdraw").status == 403);
    CHECK(desk.decide(desk.willi, page, "burn").status == 400);
    CHECK(desk.decide(desk.anna, page, "withdraw").status == 303);
    Visitor emil(desk.kb.port());
    emil.sign_in("emil", ServedKb::kPassword);
    for (const char* path :
         {"/edit/printers/jam", "/edit?new=1", "/proposals", "/proposals/1", "/proposal-files/1"})
        CHECK(emil.get(path).status == 404);
    CHECK_FALSE(holds(emil.get("/a/printers/jam"), "/edit/"));
    const Received forged = desk.anna.post(page, {{"do", "withdraw"}, {"form_token", "guessed"}});
    CHECK(forged.status == 403);
}

TEST_CASE("a text that its reader may not read is not shown by any way") {
    ProposalDesk desk;
    for (const char* path : {"/edit/hr/pay", "/edit/KB9", "/edit/hr/pay.md", "/edit/drafts/plan",
                             "/edit/includes/secret", "/edit/_kb.yml", "/edit/../_kb.yml"}) {
        CAPTURE(path);
        const Received answer = desk.anna.get(path);
        CHECK(answer.status == 404);
        CHECK_FALSE(holds(answer, "zyxsalary"));
    }
    const Received form = desk.anna.get("/edit?new=1");
    // A new article where a hidden one lies: neither its text nor that it is there.
    for (const char* action : {"preview", "propose"}) {
        const Received answer =
            desk.anna.post("/edit", {{"key", hidden(form, "key")},
                                     {"path", "hr/pay.md"},
                                     {"why", "new"},
                                     {"text", "---\ntitle: Mine\naudience: [hr]\n---\n\nMine.\n"},
                                     {"do", action}});
        CHECK_FALSE(holds(answer, "zyxsalary"));
        CHECK_FALSE(holds(answer, "already"));
    }
    const Received page = desk.anna.get("/proposals/1");
    CHECK(page.status == 200);
    CHECK_FALSE(holds(page, "zyxsalary"));
    for (const char* directive :
         {"[!INCLUDE [x](../hr/pay.md)]", "[!INCLUDE [x](../drafts/plan.md)]",
          "[!INCLUDE [x](../includes/secret.md)]"}) {
        CAPTURE(directive);
        const auto preview = preview_of(
            desk, {{"path", "drafts/mine.md"},
                   {"text", std::string{"---\ntitle: Mine\naudience: [hr]\nstate: draft\n---\n\n"} +
                                directive + "\n"}});
        CHECK(preview.dump().find("zyx") == std::string::npos);
    }
    CHECK(post_json(desk.anna, desk.kb.port(), "/api/v1/preview",
                    R"({"article": "KB9", "text": "x"})")
              .status == 404);
}

TEST_CASE("a proposal on an article that is now for others is hidden from who proposed it") {
    ProposalDesk desk;
    const auto page = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    desk.kb.change("printers/jam.md",
                   changed(changed(kJam, "audience: public", "audience: [hr]"), "gently", "zyx"));
    CHECK(desk.anna.get(page).status == 404);
    CHECK_FALSE(holds(desk.anna.get("/proposals"), "paper jam"));
    CHECK(desk.willi.get(page).status == 404);
}

TEST_CASE("an accepted text that is not for a reader is not shown by one at the same path") {
    ProposalDesk desk;
    const auto propose = [&](Visitor& who, const std::string& text) {
        const Received form = who.get("/edit?new=1");
        return who.post("/edit", {{"key", hidden(form, "key")},
                                  {"path", "drafts/same.md"},
                                  {"text", text},
                                  {"why", "new"},
                                  {"do", "propose"}});
    };
    propose(desk.ben, "---\ntitle: One\nstate: draft\n---\n\nThe zyxaccepted text.\n");
    CHECK(desk.decide(desk.willi, "/proposals/1", "accept").status == 303);
    CHECK(propose(desk.anna, "---\ntitle: Two\n---\n\nMine.\n").header("location") ==
          "/proposals/2");
    for (const char* path : {"/proposals/2", "/edit?both=2", "/edit?again=2"}) {
        CAPTURE(path);
        const Received page = desk.anna.get(path);
        CHECK(page.status == 200);
        CHECK_FALSE(holds(page, "zyxaccepted"));
    }
    // Who may see both has to choose.
    CHECK(holds(desk.willi.get("/edit?both=2"), "zyxaccepted"));
}

TEST_CASE("an accepted text that is to be for others is not shown to who proposes another") {
    ProposalDesk desk;
    desk.kb.add_account("hanna", "writer", {"hr"});
    Visitor hanna(desk.kb.port());
    hanna.sign_in("hanna", ServedKb::kPassword);
    const std::string narrowed = changed(kJam, "audience: public", "audience: [hr]");
    desk.proposed(hanna, changed(narrowed, "gently", "zyxhr"));
    desk.decide(hanna, "/proposals/1", "accept");
    const auto second = desk.proposed(desk.anna, changed(kJam, "gently", "hard"));
    CHECK_FALSE(holds(desk.anna.get(second), "zyxhr"));
    CHECK_FALSE(holds(desk.anna.get("/edit?both=2"), "zyxhr"));
}

TEST_CASE("a file that is newer than the index is shown only to those it is for") {
    ProposalDesk desk;
    const auto page = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    const std::string draft = changed(kJam, "audience: public", "state: draft");
    desk.kb.write("printers/jam.md", changed(draft, "gently", "zyxsecret"));
    for (const std::string& path : {std::string{"/edit/printers/jam"}, page,
                                    std::string{"/edit?both=1"}, std::string{"/edit/KB0001"}}) {
        CAPTURE(path);
        const Received answer = desk.anna.get(path);
        CHECK(answer.status == 503);
        CHECK(holds(answer, "was changed a moment ago"));
        CHECK_FALSE(holds(answer, "zyxsecret"));
    }
    const Received kept = desk.propose(desk.ben, changed(kJam, "gently", "hard"));
    CHECK(kept.status == 422);
    CHECK(holds(kept, "Try again in a minute"));
    CHECK(holds(kept, "Pull hard."));
    CHECK_FALSE(holds(kept, "zyxsecret"));
    CHECK(holds(desk.willi.get("/edit/printers/jam"), "zyxsecret"));
    desk.kb.write("printers/jam.md", changed(kJam, "gently", "softly"));
    CHECK(holds(desk.anna.get("/edit/printers/jam"), "Pull softly."));
    // The head alone says who may read it, even where the body is the same.
    desk.kb.write("printers/jam.md", changed(draft, "KB0001", "KB0001\nsummary: zyxsummary"));
    CHECK_FALSE(holds(desk.anna.get("/edit/printers/jam"), "zyxsummary"));
}

TEST_CASE("an article proposed for a group is reviewed by that group") {
    ProposalDesk desk;
    desk.kb.add_account("hanna", "writer", {"hr"});
    Visitor hanna(desk.kb.port());
    hanna.sign_in("hanna", ServedKb::kPassword);
    const Received form = hanna.get("/edit?new=1");
    const std::string text = "---\ntitle: Zyxbonus\naudience: [hr]\n---\n\nThe zyxbonus.\n";
    const auto page = hanna
                          .post("/edit", {{"key", hidden(form, "key")},
                                          {"path", "hr/bonus.md"},
                                          {"text", text},
                                          {"why", "asked"},
                                          {"do", "propose"}})
                          .header("location");
    CHECK(page == "/proposals/1");
    CHECK(hanna.get(page).status == 200);
    CHECK(desk.willi.get(page).status == 404);
    CHECK_FALSE(holds(desk.willi.get("/proposals"), "Zyxbonus"));
    CHECK(desk.decide(desk.willi, page, "accept").status == 404);
    desk.kb.change("hr/bonus.md", text);
    CHECK(desk.willi.get(page).status == 404);
    CHECK(holds(hanna.get(page), "in the knowledge base now"));
}

TEST_CASE("what was proposed for a file that moved is found by those it was for") {
    ProposalDesk desk;
    const std::string plain = "---\ntitle: Toner\n---\n\nOrder toner.\n";
    desk.kb.change("printers/toner.md", plain);
    const Received form = desk.anna.get("/edit/printers/toner");
    const auto page = desk.anna
                          .post("/edit", {{"key", hidden(form, "key")},
                                          {"article", hidden(form, "article")},
                                          {"base", plain},
                                          {"text", changed(plain, "Order", "Ask for")},
                                          {"why", "clearer"},
                                          {"do", "propose"}})
                          .header("location");
    desk.kb.change({{"supplies/toner.md", plain}}, {"printers/toner.md"});
    CHECK(holds(desk.willi.get(page), "The file is no longer there."));
    CHECK(holds(desk.willi.get("/proposals"), "Toner"));
    CHECK(desk.ben.get(page).status == 404);
    CHECK(desk.decide(desk.willi, page, "reject", "It moved.").status == 303);
}

TEST_CASE("an article that moved and is now for others keeps its proposals from the others") {
    ProposalDesk desk;
    const auto page = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    desk.kb.change({{"hr/jam.md", changed(kJam, "audience: public", "audience: [hr]")}},
                   {"printers/jam.md"});
    CHECK(desk.willi.get(page).status == 404);
    CHECK(desk.anna.get(page).status == 404);
}

TEST_CASE("somebody's key tells their role and their groups, and nothing for who may read all") {
    CHECK(reader_key({Role::agent, {"hr", "finance"}}) == "agents:finance,hr");
    CHECK(reader_key({Role::lead, {}}) == "writers");
    CHECK(reader_key({Role::employee, {"hr", "hr"}}) == "employees:hr");
    CHECK(reader_key({Role::admin, {"hr"}}).empty());
}
