#include "server/store/flags.h"

#include <doctest/doctest.h>

#include "server/store/ticket_links.h"
#include "tests/http/page_fields.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

namespace {

constexpr const char* kJam =
    "---\ntitle: The printer has a paper jam\nid: KB0001\nowner: print\n---\n\nOpen the flap.\n\n"
    "## Pull the paper out\n\n1. Open it.\n2. Pull the jammed paper gently.\n";

std::vector<KbFile> files() {
    return {{"_kb.yml", "name: Test desk\ndefault_audience: public\ngroups: [hr]\n"},
            {"_owners.yml", "print:\n  name: Print team\n  people: [anna]\n"},
            {"printers/paper-jam.md", kJam},
            {"printers/jammed.md",
             "---\ntitle: Paper stuck in a printer\nid: KB0003\n---\n\nOpen the flap.\n"},
            {"printers/payroll.md",
             "---\ntitle: The printer of payroll\nid: KB0901\naudience: hr\nowner: print\n---\n\n"
             "It stands behind the door.\n"}};
}

struct Desk {
    explicit Desk(const ServedWith& with = {})
        : kb(
              files(), [] { return ServedKb::kNoon; }, with) {}

    /// Somebody who signed in.
    Visitor somebody(const std::string& name, const std::string& role,
                     const std::vector<std::string>& groups = {}) {
        kb.add_account(name, role, groups);
        Visitor visitor(kb.port());
        visitor.sign_in(name, ServedKb::kPassword);
        return visitor;
    }

    std::vector<Flag> flags(Flag::State state = Flag::State::open) {
        const auto lease = kb.listening().store();
        return FlagTable(*lease).in_state(state, 100);
    }

    std::vector<ArticleUse> uses() {
        const auto lease = kb.listening().store();
        return ArticleUseTable(*lease).of_article("KB0001");
    }

    ServedKb kb;
};

Received raise(Visitor& agent, const std::string& article,
               std::map<std::string, std::string> fields) {
    agent.get("/flag/" + article);
    fields["article"] = article;
    return agent.post("/flag", std::move(fields));
}

}  // namespace

TEST_CASE("an agent says on the article that it was used and was right") {
    Desk desk;
    Visitor anna = desk.somebody("anna", "agent");
    CHECK(holds(anna.get("/a/printers/paper-jam"), "Used, it was right"));
    const Received noted = anna.post("/used", {{"article", "KB0001"}, {"ticket", " T-1 "}});
    CHECK(noted.status == 303);
    CHECK(noted.header("location") == "/a/printers/paper-jam?used=1");
    const Received thanks = anna.get(noted.header("location"));
    CHECK(holds(thanks, "is noted."));
    CHECK(holds(thanks, "Used by 1 agent, last 12 Mar 2026"));
    CHECK_FALSE(holds(thanks, "Used, it was right</button>"));
    REQUIRE(desk.uses().size() == 1);
    CHECK(desk.uses()[0].agent == "anna");
    CHECK(desk.uses()[0].ticket == "T-1");
    CHECK(desk.uses()[0].text_hash.size() == 64);
    CHECK(holds(anna.post("/agent", {{"text", "the printer has a paper jam"}}),
                "Used by 1 agent, last 12 Mar 2026"));
}

TEST_CASE("what agents say by using an article shows to nobody else") {
    Desk desk;
    Visitor anna = desk.somebody("anna", "agent");
    Visitor emil = desk.somebody("emil", "employee");
    anna.get("/a/printers/paper-jam");
    anna.post("/used", {{"article", "KB0001"}});
    for (const Received& page :
         {desk.kb.get("/a/printers/paper-jam"), emil.get("/a/printers/paper-jam?used=1")}) {
        CHECK(page.status == 200);
        CHECK_FALSE(holds(page, "Used by"));
        CHECK_FALSE(holds(page, "Flag it"));
    }
    CHECK(emil.post("/used", {{"article", "KB0001"}}).status == 404);
    CHECK(emil.get("/flags").status == 404);
    CHECK(desk.uses().size() == 1);
}

TEST_CASE("a script is told without a page, and a form from elsewhere notes nothing") {
    Desk desk;
    Visitor anna = desk.somebody("anna", "agent");
    anna.get("/agent");
    CHECK(anna.post("/used", {{"article", "KB0001"}}, {{"X-Firstline-Part", "used"}}).status ==
          204);
    CHECK(anna.post("/used", {{"article", "KB0901"}}).status == 404);
    anna.form_token = "forged";
    CHECK(anna.post("/used", {{"article", "KB0003"}}).status == 403);
    CHECK(desk.uses().size() == 1);
}

TEST_CASE("a small edit keeps what agents said of a text, a material one does not") {
    const auto text = [](const std::string& how, const std::string& minutes) {
        std::string body = "---\ntitle: The scanner is slow\nid: KB0005\n---\n\n";
        for (const char* part : {"the lamp", "the belt", "the tray", "the lid", "the plug"})
            body +=
                std::string{"Look at "} + part + " and see whether it is clean and in place.\n\n";
        return body + "Then wait " + how + " for " + minutes + " minutes.\n";
    };
    Desk desk;
    desk.kb.change("scanner.md", text("calmly", "5"));
    Visitor anna = desk.somebody("anna", "agent");
    anna.get("/a/scanner");
    anna.post("/used", {{"article", "KB0005"}});
    desk.kb.change("scanner.md", text("quietly", "5"));
    CHECK(holds(anna.get("/a/scanner"), "Used by 1 agent"));
    CHECK(holds(anna.get("/a/scanner"), "Used, it was right</button>"));
    anna.post("/used", {{"article", "KB0005"}});
    CHECK(holds(anna.get("/a/scanner"), "Used by 1 agent"));
    desk.kb.change("scanner.md", text("quietly", "6"));
    CHECK_FALSE(holds(anna.get("/a/scanner"), "Used by"));
}

TEST_CASE("three agents are a review, until the text changes") {
    Desk desk;
    Visitor last(desk.kb.port());
    for (const char* name : {"anna", "ben", "carla"}) {
        last = desk.somebody(name, "agent");
        last.get("/a/printers/paper-jam");
        last.post("/used", {{"article", "KB0001"}});
    }
    const Received page = last.get("/a/printers/paper-jam");
    CHECK(holds(page, "Used by 3 agents, last 12 Mar 2026"));
    CHECK(holds(page, "Reviewed by use 12 Mar 2026"));
    desk.kb.change("printers/paper-jam.md", std::string{kJam} + "3. Close it.\n");
    const Received changed = last.get("/a/printers/paper-jam");
    CHECK_FALSE(holds(changed, "Used by"));
    CHECK(holds(changed, "Used, it was right"));
}

TEST_CASE("a flag goes to who keeps the article, and its fate back to who raised it") {
    Desk desk;
    Visitor anna = desk.somebody("anna", "agent");
    Visitor wanda = desk.somebody("wanda", "writer");
    const Received form = anna.get("/flag/KB0001?ticket=T-7&line=Open%20the%20flap.");
    CHECK(holds(form, "Kept by <span dir=\"auto\">Print team</span>"));
    CHECK(holds(form, ">Open the flap.</textarea>"));
    CHECK(holds(form, "value=\"T-7\""));
    const Received raised = anna.post("/flag", {{"article", "KB0001"},
                                                {"reason", "missing-step"},
                                                {"line", "Open the flap."},
                                                {"note", "Call peter@example.com first"},
                                                {"ticket", "T-7"}});
    CHECK(raised.status == 303);
    CHECK(holds(anna.get(raised.header("location")),
                "Thank you. Print team keeps this article and sees it here."));
    REQUIRE(desk.flags().size() == 1);
    CHECK(desk.flags()[0].note.find("peter") == std::string::npos);
    CHECK(desk.flags()[0].owner == "print");
    CHECK(holds(anna.get("/a/printers/paper-jam"), "1 open flag"));
    CHECK(holds(anna.get("/agent/mine"), "<span class=\"label\">Open</span>"));

    const Received list = wanda.get("/flags?owner=print");
    CHECK(holds(list, "A step is missing"));
    CHECK(holds(list, "by anna"));
    const std::string id = hidden(list, "flag");
    const Received answered = wanda.post("/flags/answer", {{"flag", id},
                                                           {"state", "mended"},
                                                           {"answer", "Added as step 2"},
                                                           {"to", hidden(list, "to")}});
    CHECK(answered.header("location") == "/flags?owner=print&answered=1");
    CHECK(holds(wanda.get(answered.header("location")), "There are none."));
    CHECK(holds(wanda.get("/flags?state=mended"), "Added as step 2"));
    const Received mine = anna.get("/agent/mine");
    CHECK(holds(mine, "<span class=\"label\">Mended</span> wanda, 12 Mar 2026"));
    CHECK(holds(mine, "Added as step 2"));
    const auto trail = desk.kb.audit_trail();
    REQUIRE_FALSE(trail.empty());
    CHECK(trail.back().what == "flag-answered");
    CHECK(trail.back().who == "wanda");
    CHECK(trail.back().about == "flag " + id + " on KB0001: mended");
}

TEST_CASE("a flag is answered once, by a writer") {
    Desk desk;
    Visitor anna = desk.somebody("anna", "agent");
    Visitor wanda = desk.somebody("wanda", "writer");
    Visitor walter = desk.somebody("walter", "writer");
    raise(anna, "KB0001", {{"reason", "wrong"}});
    const std::string id = hidden(wanda.get("/flags"), "flag");
    walter.get("/flags");
    CHECK_FALSE(holds(anna.get("/flags"), "/flags/answer"));
    CHECK(anna.post("/flags/answer", {{"flag", id}, {"state", "mended"}}).status == 404);
    CHECK(wanda.post("/flags/answer", {{"flag", id}, {"state", "open"}}).status == 400);
    CHECK(wanda.post("/flags/answer", {{"flag", "x"}, {"state", "mended"}}).status == 404);
    CHECK(wanda.post("/flags/answer", {{"flag", id}, {"state", "declined"}}).status == 303);
    const Received late = walter.post("/flags/answer", {{"flag", id}, {"state", "mended"}});
    CHECK(late.status == 409);
    CHECK(holds(late, "wanda said: Declined."));
    CHECK(desk.flags(Flag::State::declined).size() == 1);
}

TEST_CASE("what cannot be told from a flag is asked for, and nothing typed is lost") {
    Desk desk;
    Visitor anna = desk.somebody("anna", "agent");
    const Received none = raise(anna, "KB0001", {{"note", "F10 <now>"}});
    CHECK(none.status == 422);
    CHECK(holds(none, "Choose what it is."));
    CHECK(holds(none, "F10 &lt;now&gt;"));
    for (const char* other : {"", "KB0001", "none", "KB0901", "https://elsewhere.example/x"}) {
        CAPTURE(other);
        const Received answer = raise(anna, "KB0001", {{"reason", "duplicate"}, {"other", other}});
        CHECK(answer.status == 422);
        CHECK(holds(answer, "Name the other article"));
    }
    CHECK(raise(anna, "KB0001", {{"reason", "other"}}).status == 422);
    CHECK(raise(anna, "KB0001", {{"reason", "wrong"}, {"note", std::string(1001, 'x')}}).status ==
          422);
    CHECK(desk.flags().empty());
    CHECK(raise(anna, "none", {{"reason", "wrong"}}).status == 404);
}

TEST_CASE("the other article is named by its id, its slug or its address") {
    for (const char* other : {"KB0003", "printers/jammed", "/a/printers/jammed#x",
                              "https://kb.example.com/a/printers/jammed?vote=1"}) {
        CAPTURE(other);
        Desk desk;
        Visitor anna = desk.somebody("anna", "agent");
        CHECK(raise(anna, "KB0001", {{"reason", "duplicate"}, {"other", other}}).status == 303);
        REQUIRE(desk.flags().size() == 1);
        CHECK(desk.flags()[0].other == "KB0003");
        CHECK(holds(anna.get("/flags"), "<a href=\"/a/printers/jammed\" dir=\"auto\">"));
    }
}

TEST_CASE("raised twice it is one flag with both notes") {
    Desk desk;
    Visitor anna = desk.somebody("anna", "agent");
    raise(anna, "KB0001", {{"reason", "wrong"}, {"note", "First"}});
    raise(anna, "KB0001", {{"reason", "wrong"}, {"note", "Second"}});
    REQUIRE(desk.flags().size() == 1);
    const Received list = anna.get("/flags");
    CHECK(holds(list, "<p dir=\"auto\">First</p>"));
    CHECK(holds(list, "<p dir=\"auto\">Second</p>"));
}

TEST_CASE("a flag on what somebody may not read is not there for them") {
    Desk desk;
    Visitor hanna = desk.somebody("hanna", "agent", {"hr"});
    Visitor wanda = desk.somebody("wanda", "writer");
    Visitor ada = desk.somebody("ada", "admin");
    REQUIRE(raise(hanna, "KB0901", {{"reason", "wrong"}}).status == 303);
    CHECK(holds(hanna.get("/flags"), "The printer of payroll"));
    for (const char* path : {"/flags", "/flags?article=KB0901", "/flags?owner=print"}) {
        const Received page = wanda.get(path);
        CHECK_FALSE(holds(page, "payroll"));
        CHECK_FALSE(holds(page, "Print team"));
    }
    CHECK(wanda.get("/flag/KB0901").status == 404);
    CHECK(wanda.get("/flag/KB0901").body == wanda.get("/flag/KB0902").body);
    CHECK(wanda.post("/flags/answer", {{"flag", "1"}, {"state", "mended"}}).status == 404);
    desk.kb.change(std::vector<KbFile>{}, {"printers/payroll.md"});
    CHECK_FALSE(holds(hanna.get("/flags"), "payroll"));
    const Received mine = hanna.get("/agent/mine");
    CHECK(holds(mine, "An article that is not here any more"));
    CHECK_FALSE(holds(mine, "payroll"));
    CHECK(holds(ada.get("/flags"), "The printer of payroll"));
}

TEST_CASE("one's own page holds one's own links and nobody else's") {
    Desk desk;
    Visitor anna = desk.somebody("anna", "agent");
    Visitor lena = desk.somebody("lena", "lead");
    CHECK(holds(anna.get("/agent/mine"), "None yet."));
    {
        const auto lease = desk.kb.listening().store();
        TicketLinkTable links(*lease);
        TicketLink link{.at = ServedKb::kNoon - std::chrono::days{8},
                        .agent = "anna",
                        .ticket = "T-1",
                        .article = "KB0001",
                        .section = "pull-the-paper-out"};
        links.judge(links.put(link), "right", "lena", ServedKb::kNoon);
        link.article = "KB0901";
        link.internal = true;
        links.put(link);
        link.at = ServedKb::kNoon - std::chrono::days{91};
        link.ticket = "T-OLD";
        links.put(link);
        link.at = ServedKb::kNoon;
        link.agent = "ben";
        link.ticket = "T-BEN";
        links.put(link);
    }
    const Received page = anna.get("/agent/mine");
    CHECK(holds(page, "<dt>Links given</dt><dd>2</dd>"));
    CHECK(holds(page, "<a href=\"/a/printers/paper-jam#pull-the-paper-out\">"));
    CHECK(holds(page, "Pull the paper out"));
    CHECK(holds(page, "internal note"));
    CHECK(holds(page, "100.0 % (1 of 1, 95 % 20.7-100.0)"));
    CHECK(holds(page, "<tr><td>2 Mar 2026</td><td>2</td></tr>"));
    CHECK_FALSE(holds(page, "payroll"));
    CHECK_FALSE(holds(page, "T-OLD"));
    CHECK_FALSE(holds(page, "T-BEN"));
    CHECK_FALSE(holds(lena.get("/agent/mine"), "T-1"));
    CHECK(page.header("cache-control") == "private, no-store");
}

TEST_CASE("who signed in at a proxy can say so too") {
    ServedWith with;
    with.trusted_proxies = "127.0.0.1";
    with.single_sign_on = {.user_header = "Remote-User", .groups_header = "Remote-Groups"};
    with.single_sign_on.roles = {{"desk", Role::agent}};
    Desk desk(with);
    Visitor anna(desk.kb.port());
    const Headers known{{"Remote-User", "anna"}, {"Remote-Groups", "desk"}};
    CHECK(holds(anna.get("/a/printers/paper-jam", known), "Used, it was right"));
    CHECK(anna.post("/used", {{"article", "KB0001"}}, known).status == 303);
    CHECK(desk.uses().size() == 1);
}
