// The people who keep an article decide on what is proposed for it, within limits.

#include <doctest/doctest.h>

#include "server/store/flags.h"
#include "tests/http/page_fields.h"
#include "tests/http/proposal_desk.h"
#include "tests/http/writer_desk.h"

using namespace firstline;

namespace {

/// A change of an article, and the page that follows.
std::string propose(WriterDesk& desk, Visitor& who, const std::string& name,
                    const std::string& path, const std::string& text,
                    const std::string& action = "propose", Fields more = {}) {
    const Received form = who.get("/edit/" + name);
    Fields fields{{"key", hidden(form, "key")}, {"article", hidden(form, "article")},
                  {"base", desk.text(path)},    {"text", text},
                  {"why", "clearer"},           {"do", action}};
    more.merge(fields);
    return who.post("/edit", more).header("location");
}

Received decide(Visitor& who, const std::string& page, const std::string& what,
                const std::string& word = "") {
    who.get("/proposals");
    return who.post(page, {{"do", what}, {"word", word}});
}

std::string jam_with(WriterDesk& desk, const std::string& from, const std::string& to) {
    return changed(desk.text("jam.md"), from, to);
}

}  // namespace

TEST_CASE("who keeps an article accepts and rejects what is proposed for it, others do not") {
    WriterDesk desk;
    const auto page = propose(desk, desk.ben, "jam", "jam.md", jam_with(desk, "gently", "slowly"));
    CHECK(page == "/proposals/1");
    CHECK(decide(desk.ben, page, "accept").status == 403);
    CHECK(holds(desk.anna.get("/proposals?state=open"), "clearer"));
    CHECK_FALSE(holds(desk.ben.get("/proposals?state=open"), "Accepted</a>"));
    CHECK(holds(desk.anna.get(page), "value=\"accept\""));
    CHECK(decide(desk.anna, page, "accept").status == 303);
    CHECK(desk.proposal(1).state == Proposal::State::accepted);
    CHECK(desk.proposal(1).decided_by == "anna");
    CHECK(decide(desk.anna, page, "reject", "After all not.").status == 303);
    CHECK(holds(desk.ben.get("/agent/mine"), "After all not."));
    CHECK(holds(desk.ben.get("/proposals?own=1"), "After all not."));
    // Of another team's article an agent sees nothing.
    const auto other =
        propose(desk, desk.ben, "off", "off.md", changed(desk.text("off.md"), "off", "on"));
    CHECK(desk.anna.get(other).status == 404);
    CHECK(decide(desk.anna, other, "accept").status == 404);
    // A team that is no longer there keeps nothing.
    desk.write("old.md", "---\ntitle: Fax\nid: KB5\nowner: gone\n---\n\nFax it.\n");
    const auto old = propose(desk, desk.anna, "old", "old.md",
                             changed(desk.text("old.md"), "Fax it", "Mail it"));
    CHECK(desk.ben.get(old).status == 404);
}

TEST_CASE("one proposes and accepts at once what one keeps, and the next change stands upon it") {
    WriterDesk desk;
    CHECK(holds(desk.anna.get("/edit/jam"), "Propose and accept"));
    CHECK_FALSE(holds(desk.ben.get("/edit/jam"), "Propose and accept"));
    CHECK_FALSE(holds(desk.anna.get("/edit/off"), "Propose and accept"));
    CHECK(holds(desk.willi.get("/edit/off"), "Propose and accept"));
    const std::string first = jam_with(desk, "gently", "slowly");
    const auto page = propose(desk, desk.anna, "jam", "jam.md", first, "accept");
    CHECK(page == "/proposals/1");
    CHECK(desk.proposal(1).state == Proposal::State::accepted);
    const Received again = desk.anna.get("/edit/jam");
    CHECK(holds(again, "Pull slowly."));
    CHECK(holds(again, "stands in this text already"));
    CHECK_FALSE(holds(desk.ben.get("/edit/jam"), "Pull slowly."));
    const auto second = propose(desk, desk.anna, "jam", "jam.md",
                                changed(first, "slowly", "softly"), "accept", {{"base", first}});
    CHECK(desk.proposal(2).state == Proposal::State::accepted);
    CHECK(second == "/proposals/2");
    desk.merge();
    CHECK(desk.text("jam.md").find("Pull softly.") != std::string::npos);
    // Whom it is not for it stays a proposal.
    CHECK(propose(desk, desk.ben, "jam", "jam.md", changed(desk.text("jam.md"), "softly", "hard"),
                  "accept") == "/proposals/3");
    CHECK(desk.proposal(3).state == Proposal::State::open);
}

TEST_CASE("who keeps an article and is no writer cannot change who reads it") {
    WriterDesk desk;
    struct Case {
        const char* from;
        const char* to;
    };
    for (const auto& [from, to] :
         {Case{"audience: agents", "audience: public"}, Case{"audience: agents\n", ""},
          Case{"audience: agents", "audience: agents\nstate: unvalidated"},
          Case{"audience: agents", "audience: agents\nstate: archived"},
          Case{"audience: agents", "audience: agents\ndraft: true"},
          Case{"audience: agents", "audience: employees"},
          Case{"audience: agents", "audience: agents\naudience: public"},
          Case{"audience: agents", "audience: agents\nslug: off"},
          Case{"audience: agents", "audience: agents\nredirect_from: [/off]"},
          Case{"audience: agents", "audience: agents\nreviewed: 2026-03-11"},
          Case{"---\n", "--- \n"}, Case{"Ask at", "[!INCLUDE [x](pay.md)]\n\nAsk at"},
          Case{"Ask at", "![x](plan.png)\n\nAsk at"}, Case{"Ask at", "[x](plan.png) Ask at"}}) {
        CAPTURE(std::string{to});
        const auto page = propose(desk, desk.anna, "staff", "staff.md",
                                  changed(desk.text("staff.md"), from, to), "accept");
        CHECK(page.ends_with("?accept=1"));
        CHECK(holds(desk.anna.get(page), "A writer can accept it."));
        const std::string plain = page.substr(0, page.find('?'));
        const Received answer = decide(desk.anna, plain, "accept");
        CHECK(answer.status == 422);
        CHECK(holds(answer, "A writer can accept it."));
    }
    CHECK(desk.accepted().empty());
    CHECK(decide(desk.willi, "/proposals/1", "accept").status == 303);
}

TEST_CASE("whom it is for is asked of what comes of a proposal, not of what was proposed") {
    WriterDesk desk;
    const std::string public_text =
        changed(desk.text("staff.md"), "audience: agents", "audience: public");
    // Proposed while the article was public; it is for agents by now, and both merge.
    const std::string narrow = desk.text("staff.md");
    desk.write("staff.md", public_text);
    const auto page = propose(desk, desk.ben, "staff", "staff.md",
                              changed(public_text, "the gate", "the front gate"));
    desk.write("staff.md", narrow);
    CHECK(decide(desk.anna, page, "accept").status == 303);
    desk.merge();
    CHECK(desk.text("staff.md") == changed(narrow, "the gate", "the front gate"));
}

TEST_CASE("a group's article stays hidden from those of its team who are not in the group") {
    WriterDesk desk;
    Visitor hanna = desk.somebody("hanna", "agent", {"hr"});
    const auto page =
        propose(desk, hanna, "pay", "pay.md", changed(desk.text("pay.md"), "zyxdoor", "zyxgate"));
    CHECK(page == "/proposals/1");
    CHECK(desk.anna.get(page).status == 404);
    CHECK(decide(desk.anna, page, "accept").status == 404);
    CHECK_FALSE(holds(desk.anna.get("/proposals?state=open"), "payroll"));
    // A text for a group only, proposed for an article that is theirs to read now.
    Visitor greta = desk.somebody("greta", "writer", {"hr"});
    const auto narrowed =
        propose(desk, greta, "jam", "jam.md",
                jam_with(desk, "id: KB1\n", "id: KB1\naudience: hr\nsummary: zyxsecret\n"));
    CHECK(desk.anna.get(narrowed).status == 404);
}

TEST_CASE("what a writer accepted is not the owner's to take back") {
    WriterDesk desk;
    const auto page = propose(desk, desk.ben, "jam", "jam.md", jam_with(desk, "gently", "slowly"));
    CHECK(decide(desk.willi, page, "accept").status == 303);
    CHECK(decide(desk.anna, page, "reject", "No.").status == 403);
    CHECK(desk.proposal(1).state == Proposal::State::accepted);
}

TEST_CASE("an author who is only assumed to keep an article decides nothing") {
    WriterDesk desk;
    desk.write("jam.md", changed(desk.text("jam.md"), "owner: print", "author: print"));
    const auto page = propose(desk, desk.ben, "jam", "jam.md", jam_with(desk, "gently", "slowly"));
    CHECK(desk.anna.get(page).status == 404);
}

TEST_CASE("rejecting what was accepted opens the flag again that it had answered") {
    WriterDesk desk;
    std::int64_t flag = 0;
    {
        const auto lease = desk.kb.listening().store();
        flag = FlagTable(*lease).put({.at = ServedKb::kNoon,
                                      .agent = "ben",
                                      .article = "KB1",
                                      .title = "The printer has a paper jam",
                                      .owner = "print",
                                      .text_hash = "h",
                                      .reason = "wrong"});
    }
    const auto state = [&] {
        const auto lease = desk.kb.listening().store();
        return FlagTable(*lease).find(flag)->state;
    };
    const auto page = propose(desk, desk.anna, "jam", "jam.md", jam_with(desk, "gently", "slowly"),
                              "propose", {{"flag", std::to_string(flag)}});
    CHECK(decide(desk.willi, page, "accept").status == 303);
    CHECK(state() == Flag::State::mended);
    CHECK(decide(desk.willi, page, "reject", "It tears.").status == 303);
    CHECK(state() == Flag::State::open);
    CHECK(holds(desk.anna.get("/agent/mine"), "It tears."));
    // Replaced by another one, which is not accepted yet.
    const auto next = propose(desk, desk.anna, "jam", "jam.md", jam_with(desk, "gently", "softly"),
                              "accept", {{"flag", std::to_string(flag)}});
    CHECK(state() == Flag::State::mended);
    propose(desk, desk.willi, "jam", "jam.md", jam_with(desk, "gently", "with care"), "propose",
            {{"flag", std::to_string(flag)}, {"replaces", next.substr(next.rfind('/') + 1)}});
    CHECK(state() == Flag::State::open);
}
