#include <doctest/doctest.h>

#include "server/store/board_days.h"
#include "server/store/events.h"
#include "server/store/flags.h"
#include "server/store/proposals.h"
#include "server/store/votes.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"
#include "tests/support/git_repository.h"

using namespace firstline;

namespace {

/// Long enough to be told from what articles have in common by chance.
constexpr const char* kText =
    "Open the flap at the back of the printer and pull the paper out with both hands, slowly and "
    "straight, until nothing of it is left behind the rollers. Close the flap, and wait until the "
    "lamp is green again. Print a page to see that the paper runs through the machine. If the lamp "
    "stays red, switch the printer off at its main switch, wait for half a minute, and switch it "
    "on once more while you hold down the button with the arrow. The display counts to ten and "
    "then names the tray that it misses; push this tray in until you hear that it locks. Paper "
    "that is damp or bent jams again and again, so take a fresh packet from the shelf beside the "
    "door and fan the sheets before you put them in.\n";

std::vector<KbFile> files() {
    return {
        {"_kb.yml", "name: Test desk\ndefault_audience: public\ngroups: [hr]\n"},
        {"_owners.yml", "print:\n  name: Print team\n  people: [wanda]\n"},
        {"jam.md", std::string{"---\ntitle: The printer has a paper jam\nid: KB1\nowner: print\n"
                               "reviewed: 2026-03-01\n---\n\n"} +
                       kText + "See [the tray](tray.md) and [below](vpn.md#nowhere).\n"},
        {"stuck.md", std::string{"---\ntitle: Paper is stuck in the printer\nid: KB2\nowner: "
                                 "print\nreviewed: 2026-03-01\n---\n\n"} +
                         kText + "Call us if it tears.\n"},
        {"tray.md",
         "---\ntitle: The paper tray is empty\nid: KB3\nowner: print\nreviewed: 2026-03-01\n---\n\n"
         "Fill it. It may be a [jam](jam.md).\n"},
        {"vpn.md", "---\ntitle: The VPN drops\nid: KB4\n---\n\nRestart the client.\n"},
        {"payroll.md", std::string{"---\ntitle: The printer of payroll\nid: KB9\naudience: hr\n"
                                   "reviewed: 2026-03-01\n---\n\n"} +
                           kText + "It stands behind the [jam](jam.md).\n"},
    };
}

struct Desk {
    Desk() : kb(files()), wanda(kb.port()) {
        kb.add_account("wanda", "writer");
        wanda.sign_in("wanda", ServedKb::kPassword);
    }

    void add(const Event& event) {
        const auto lease = kb.listening().store();
        EventTable(*lease).add({&event, 1});
    }

    /// Somebody searches, reads this text of KB1 on that day before today, and answers.
    void ask(int visitor, int days_ago, const std::string& hash, Vote::Answer answer,
             const std::string& words = "") {
        const auto when = ServedKb::kNoon - std::chrono::days{days_ago};
        Event event{.kind = Event::Kind::search, .at = when};
        event.visitor = "visitor" + std::to_string(visitor);
        event.query = "paper stuck";
        event.topic = "paper stuck";
        event.shown = {"KB1"};
        event.total = 1;
        event.sure = true;
        add(event);
        event.kind = Event::Kind::view;
        event.at += std::chrono::seconds{5};
        event.article = "KB1";
        event.text_hash = hash;
        add(event);
        Vote vote{.token = "token" + std::to_string(visitor), .answer = answer};
        vote.visitor = event.visitor;
        vote.article = "KB1";
        vote.text_hash = hash;
        vote.topic = "paper stuck";
        vote.seen = true;
        vote.at = vote.changed = event.at + std::chrono::seconds{60};
        if (answer != Vote::Answer::yes) {
            vote.reason = "step";
            vote.step = words;
        }
        const auto lease = kb.listening().store();
        VoteTable(*lease).put(vote, {hash, "KB1", "<p>Text of " + hash + ", of many words</p>"});
    }

    std::string page(const std::string& target) {
        const Received page = wanda.get(target);
        CHECK(page.status == 200);
        return page.body;
    }

    ServedKb kb;
    Visitor wanda;
};

bool says(const std::string& page, const std::string& text) {
    return page.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE(
    "an article's page for writers says what links to it, what is like it, and what is wrong") {
    Desk desk;
    const std::string page = desk.page("/writer/article/KB1");
    for (const char* said : {"The printer has a paper jam", "Largely the same text as",
                             "Paper is stuck in the printer", "/writer/compare?a=KB1&amp;b=KB2",
                             "The paper tray is empty", "The VPN drops", "1 broken link", "nowhere",
                             "Print team", "Nobody has answered about this text yet"}) {
        CAPTURE(std::string{said});
        CHECK(says(page, said));
    }
    // KB9 has the same text and links here, and is for others.
    CHECK_FALSE(says(page, "payroll"));
    CHECK_FALSE(says(page, "KB9"));
    CHECK(desk.wanda.get("/writer/article/KB9").status == 404);
    CHECK(desk.wanda.get("/writer/article/none").status == 404);
    CHECK(desk.wanda.get("/writer/compare?a=KB1&b=KB9").status == 404);
}

TEST_CASE("what readers said before a change and since stands side by side") {
    Desk desk;
    desk.ask(1, 20, "before", Vote::Answer::no, "The flap does not open");
    desk.ask(2, 19, "before", Vote::Answer::no);
    desk.ask(3, 18, "before", Vote::Answer::yes);
    desk.ask(4, 3, "after it was rewritten", Vote::Answer::yes);
    desk.ask(5, 2, "after it was rewritten", Vote::Answer::yes);
    // So few say nothing in percent.
    std::string page = desk.page("/writer/article/KB1");
    CHECK(says(page, "<td>1 of 3</td>"));
    CHECK_FALSE(says(page, "said yes; before"));
    for (int visitor = 6; visitor < 8; ++visitor)
        desk.ask(visitor, 17, "before", Vote::Answer::no);
    for (int visitor = 8; visitor < 11; ++visitor)
        desk.ask(visitor, 1, "after it was rewritten", Vote::Answer::yes);
    page = desk.page("/writer/article/KB1");
    CHECK(says(page, "Seen since 9 Mar 2026, 5 of 5 said yes; before, 1 of 5."));
    CHECK(says(page, "paper stuck"));
    // Its readers were asked about texts that are no more: nothing is known of this one.
    CHECK(says(page, "10 more answers are of a text that has changed since"));
    CHECK_FALSE(says(page, "The flap does not open"));
}

TEST_CASE("reasons and words of readers are those about the text as it stands") {
    Desk desk;
    const std::string body = desk.kb.get("/a/jam").body;
    const auto at = body.find("name=\"text\" value=\"");
    REQUIRE(at != std::string::npos);
    const std::string hash = body.substr(at + 19, body.find('"', at + 19) - at - 19);
    desk.ask(1, 2, hash, Vote::Answer::no, "The flap does not open");
    const std::string page = desk.page("/writer/article/KB1");
    CHECK(says(page, "The flap does not open"));
    CHECK(says(page, "Helped 0 of 1 reader"));
}

TEST_CASE("two articles are compared line by line") {
    Desk desk;
    const std::string page = desk.page("/writer/compare?a=KB1&b=KB2");
    CHECK(says(page, "Call us if it tears."));
    CHECK(says(page, "See [the tray](tray.md)"));
    CHECK(desk.wanda.get("/writer/compare?a=KB1").status == 404);
    CHECK(desk.wanda.get("/writer/compare").status == 404);
}

TEST_CASE("the board has near-duplicates, and lists what nothing leads to when asked for it") {
    Desk desk;
    const std::string all = desk.page("/writer?view=all");
    CHECK(says(all, "Compare the two"));
    CHECK_FALSE(says(all, "payroll"));
    const std::string orphans = desk.page("/writer?view=all&reason=orphan");
    CHECK(says(orphans, "Paper is stuck in the printer"));
    CHECK_FALSE(says(orphans, "href=\"/a/jam\""));
}

TEST_CASE("a link to an article that was retired is told of") {
    Desk desk;
    desk.kb.change("vpn.md", "---\ntitle: The VPN drops\nid: KB4\nstate: archived\n---\n\nGone.\n");
    CHECK(says(desk.page("/writer/article/KB1"), "vpn.md is retired"));
    desk.kb.change(
        "vpn.md",
        "---\ntitle: The VPN drops\nid: KB4\nstate: archived\naudience: hr\n---\n\nGone.\n");
    CHECK_FALSE(says(desk.page("/writer/article/KB1"), "vpn.md is retired"));
}

TEST_CASE("of an id that two articles claim, nothing is told of either by the other's findings") {
    Desk desk;
    desk.kb.change("aa.md", "---\ntitle: A guide\nid: KB9\n---\n\nRead it.\n");
    const std::string page = desk.page("/writer/article/KB9");
    CHECK(says(page, "A guide"));
    CHECK_FALSE(says(page, "Largely the same text as"));
}

TEST_CASE("words of a commit that touched what a writer may not read are not shown") {
    Desk desk;
    TestRepository repository(desk.kb.kb_folder());
    repository.commit({.subject = "Payroll moves, and so does the printer"});
    const std::string closed = files()[2].text + "Then close it.\n";
    repository.write("jam.md", closed);
    repository.commit({.subject = "Say that it is closed"});
    // Of the article that is hidden nothing but the head is another, and then it goes.
    std::string payroll = files().back().text;
    payroll.replace(payroll.find("payroll"), 7, "salaries");
    repository.write("payroll.md", payroll);
    repository.write("jam.md", closed + "And lock it.\n");
    repository.commit({.subject = "Salaries instead of Payroll, and a lock"});
    std::filesystem::remove(desk.kb.kb_folder() / "payroll.md");
    const std::string last = closed + "And lock it well.\n";
    repository.write("jam.md", last);
    repository.commit({.subject = "Payroll is somebody else's now, and the lock is good"});
    desk.kb.change("jam.md", last);
    const std::string page = desk.page("/writer/article/KB1");
    CHECK(says(page, "Say that it is closed"));
    CHECK(says(page, "A commit that touched other articles, too"));
    CHECK_FALSE(says(page, "Payroll"));
    CHECK_FALSE(says(page, "the lock is good"));
}

TEST_CASE("only writers see an article's page for writers") {
    Desk desk;
    desk.kb.add_account("anna", "agent");
    Visitor anna(desk.kb.port());
    anna.sign_in("anna", ServedKb::kPassword);
    for (const char* path :
         {"/writer/article/KB1", "/writer/compare?a=KB1&b=KB2", "/writer/trends"}) {
        CAPTURE(path);
        CHECK(anna.get(path).status == 404);
    }
}

TEST_CASE("what the board counted is shown week by week") {
    Desk desk;
    CHECK(says(desk.page("/writer/trends"), "Nothing was counted yet"));
    const auto today = std::chrono::floor<std::chrono::days>(ServedKb::kNoon);
    {
        const auto lease = desk.kb.listening().store();
        BoardDayTable days(*lease);
        days.put(today - std::chrono::weeks{1},
                 {{"articles", 4}, {"reason:links", 7}, {"gap:weak", 2}});
        days.put(today, {{"articles", 4},
                         {"reason:links", 3},
                         {"reason:owner", 2},
                         {"searched", 40},
                         {"found", 30}});
    }
    const std::string page = desk.page("/writer/trends");
    for (const char* said : {"broken links", "−4", "Only weak results", "75.0 % (30 of 40",
                             "Counted each day since 5 Mar 2026"}) {
        CAPTURE(std::string{said});
        CHECK(says(page, said));
    }
    CHECK_FALSE(says(page, "Only stale results"));
    // Of what was counted once nobody can say how it was before.
    CHECK(says(page, "no active owner"));
    CHECK_FALSE(says(page, "as before"));
}
