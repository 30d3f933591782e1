#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server/store/events.h"
#include "server/store/flags.h"
#include "tests/http/page_fields.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

namespace {

std::vector<KbFile> files() {
    return {
        {"_kb.yml", "name: Test desk\ndefault_audience: public\ngroups: [hr]\n"},
        {"_owners.yml",
         "print:\n  name: Print team\n  people: [wanda]\nnet:\n  name: Network team\n"
         "gone:\n  name: Old team\n  active: false\n"},
        {"jam.md",
         "---\ntitle: The printer has a paper jam\nid: KB1\nowner: print\nproduct: Printer\n"
         "type: fix\nreviewed: 2025-01-10\nreview_every: 90d\n---\n\nOpen the [flap](flap.md).\n"},
        {"vpn.md",
         "---\ntitle: The VPN drops\nid: KB2\nowner: net\nproduct: VPN\nreviewed: 2026-03-10\n"
         "---\n\nRestart the client.\n"},
        {"old.md", "---\ntitle: An old device\nid: KB3\nowner: gone\n---\n\nSwitch it on.\n"},
        {"payroll.md",
         "---\ntitle: The printer of payroll\nid: KB9\naudience: hr\n---\n\nBehind the door.\n"},
    };
}

struct Board {
    Board() : kb(files()), wanda(kb.port()) {
        kb.add_account("wanda", "writer");
        wanda.sign_in("wanda", ServedKb::kPassword);
    }

    void searched(int visitor, const std::string& query, bool found) {
        Event event{.kind = Event::Kind::search, .at = ServedKb::kNoon - std::chrono::hours{48}};
        event.visitor = "visitor" + std::to_string(visitor);
        event.query = query;
        event.topic = query;
        event.total = found ? 1 : 0;
        add(event);
    }

    void viewed(int visitor, const std::string& article) {
        Event event{.kind = Event::Kind::view, .at = ServedKb::kNoon - std::chrono::hours{24}};
        event.visitor = "reader" + std::to_string(visitor);
        event.article = article;
        add(event);
    }

    void add(const Event& event) {
        const auto lease = kb.listening().store();
        EventTable(*lease).add({&event, 1});
    }

    nlohmann::json json(const std::string& query = "") {
        return nlohmann::json::parse(wanda.get("/api/v1/writer" + query).body);
    }

    ServedKb kb;
    Visitor wanda;
};

std::vector<std::string> ids_in(const nlohmann::json& answer) {
    std::vector<std::string> ids;
    for (const auto& article : answer["articles"])
        ids.push_back(article["id"]);
    return ids;
}

}  // namespace

TEST_CASE("the board says what to fix first, and why, before anybody has read anything") {
    Board board;
    const Received page = board.wanda.get("/writer");
    CHECK(page.status == 200);
    for (const char* said : {"What to fix first", "Print team", "Review was due 10 Apr 2025",
                             "1 broken link", "no active owner", "Never reviewed"}) {
        CAPTURE(said);
        CHECK(holds(page, said));
    }
    CHECK_FALSE(holds(page, "The VPN drops"));
    CHECK_FALSE(holds(page, "payroll"));
    CHECK(page.body.find("Print team") < page.body.find("Kept by"));
    CHECK(page.header("cache-control") == "private, no-store");
    // Her own team's first; to those of no team that which is most urgent.
    const auto is_before = [](const Received& shown, const char* first, const char* second) {
        return shown.body.find(first) < shown.body.find(second);
    };
    CHECK(is_before(page, "paper jam", "An old device"));
    board.kb.add_account("lena", "lead");
    Visitor lena(board.kb.port());
    lena.sign_in("lena", ServedKb::kPassword);
    CHECK(is_before(lena.get("/writer"), "An old device", "paper jam"));
    CHECK(holds(board.wanda.get("/"), "href=\"/writer\""));
}

TEST_CASE("what a draft asks for is to be published") {
    Board board;
    board.kb.change("plan.md", "---\ntitle: A plan\nid: KB7\nstate: draft\n---\n\nSoon.\n");
    CHECK(holds(board.wanda.get("/writer?view=all&state=draft"), "href=\"/writer/publish/KB7\""));
    CHECK_FALSE(holds(board.wanda.get("/writer?view=all"), "href=\"/writer/publish/KB1\""));
}

TEST_CASE("writers and those above them see the board, others do not") {
    Board board;
    for (const auto& [role, status] : {std::pair{"agent", 404}, std::pair{"lead", 200}}) {
        board.kb.add_account(role, role);
        Visitor somebody(board.kb.port());
        somebody.sign_in(role, ServedKb::kPassword);
        for (const char* path : {"/writer", "/writer/gaps", "/writer/failing", "/writer.csv",
                                 "/writer.atom", "/api/v1/writer"}) {
            CAPTURE(path);
            CHECK(somebody.get(path).status == status);
        }
    }
    const std::string token = board.kb.add_token("writer", {"review"});
    CHECK(board.kb.get("/api/v1/writer", {{"Authorization", "Bearer " + token}}).status == 200);
    const std::string other = board.kb.add_token("writer", {"read"});
    CHECK(board.kb.get("/api/v1/writer", {{"Authorization", "Bearer " + other}}).status == 403);
}

TEST_CASE("addresses narrow the board") {
    Board board;
    using Ids = std::vector<std::string>;
    CHECK(ids_in(board.json()) == Ids{"KB3", "KB1"});
    CHECK(ids_in(board.json("?owner=print")) == Ids{"KB1"});
    CHECK(ids_in(board.json("?product=Printer&type=fix")) == Ids{"KB1"});
    CHECK(ids_in(board.json("?reason=owner")) == Ids{"KB3"});
    CHECK(ids_in(board.json("?owner=-")).empty());
    CHECK(ids_in(board.json("?page=2")).empty());
    CHECK(board.json()["total"] == 2);
    CHECK(board.wanda.get("/api/v1/writer?page=x").status == 400);
    const Received page = board.wanda.get("/writer?view=all&reason=links");
    CHECK(holds(page, "paper jam"));
    CHECK_FALSE(holds(page, "An old device"));
    CHECK(holds(page, "Age of reviews by product"));
}

TEST_CASE("readers and tickets move an article up, and a flag changes what to do") {
    Board board;
    for (int i = 0; i < 20; ++i)
        board.viewed(i, "KB1");
    {
        const auto lease = board.kb.listening().store();
        FlagTable(*lease).put({.at = ServedKb::kNoon,
                               .agent = "anna",
                               .article = "KB2",
                               .title = "The VPN drops",
                               .owner = "net",
                               .text_hash = "h",
                               .reason = "wrong"});
    }
    const auto answer = board.json();
    CHECK(ids_in(answer) == std::vector<std::string>{"KB1", "KB3", "KB2"});
    CHECK(answer["articles"][0]["views90"] == 20);
    CHECK(answer["articles"][2]["action"]["url"] == "/flags?article=KB2");
    CHECK(answer["articles"][2]["reasons"][0]["sentence"] == "1 open flag");
}

TEST_CASE("the board comes as a sheet and as a feed of each owner") {
    Board board;
    const Received sheet = board.wanda.get("/writer.csv");
    CHECK(sheet.header("content-type") == "text/csv; charset=utf-8");
    CHECK(sheet.body.starts_with("id,title,owner,"));
    CHECK(holds(sheet, "\"KB1\",\"The printer has a paper jam\",\"print\""));
    const Received feed = board.wanda.get("/writer.atom?owner=print");
    CHECK(feed.header("content-type") == "application/atom+xml");
    CHECK(holds(feed, "<feed xmlns=\"http://www.w3.org/2005/Atom\">"));
    CHECK(holds(feed, "The printer has a paper jam"));
    CHECK(holds(feed, "<updated>2026-03-09T00:00:00Z</updated>"));
    CHECK_FALSE(holds(feed, "An old device"));
}

TEST_CASE("a gap shows from three visitors on, and closes once the search finds an answer") {
    Board board;
    board.searched(1, "badge lost", false);
    board.searched(2, "badge lost", false);
    CHECK(holds(board.wanda.get("/writer/gaps"), "There are none."));
    board.searched(3, "badge lost", false);
    const Received page = board.wanda.get("/writer/gaps");
    CHECK(holds(page, "badge lost"));
    CHECK(holds(page, "Nothing found"));
    CHECK(holds(page, "3 of 3 visitors"));
    board.kb.change("badge.md",
                    "---\ntitle: Badge lost\naliases: [badge lost]\n---\n\nTell the gate.\n");
    CHECK_FALSE(holds(board.wanda.get("/writer/gaps"), "3 of 3 visitors"));
    board.kb.change(std::vector<KbFile>{}, {"badge.md"});
    CHECK(holds(board.wanda.get("/writer/gaps"), "3 of 3 visitors"));
}

TEST_CASE("what only writers find is to be published") {
    Board board;
    for (int i = 0; i < 3; ++i)
        board.searched(i, "badge lost", false);
    board.kb.change("badge.md",
                    "---\ntitle: Badge lost\nid: KB7\nstate: draft\n---\n\nTell the gate.\n");
    const Received page = board.wanda.get("/writer/gaps");
    CHECK(holds(page, "Only for others than readers"));
    CHECK(holds(page, "/a/badge"));
}

TEST_CASE("a gap is dismissed with a reason, which may be taken back") {
    Board board;
    for (int i = 0; i < 3; ++i)
        board.searched(i, "canteen menu", false);
    const Received page = board.wanda.get("/writer/gaps");
    CHECK(hidden(page, "topic") == "canteen menu");
    CHECK(board.wanda.post("/writer/gaps", {{"topic", "canteen menu"}, {"reason", " "}}).status ==
          400);
    board.wanda.get("/writer/gaps");
    const Received gone =
        board.wanda.post("/writer/gaps", {{"topic", "canteen menu"}, {"reason", "Not ours <b>"}});
    CHECK(gone.header("location") == "/writer/gaps?dismissed=1");
    const Received after = board.wanda.get("/writer/gaps?dismissed=1");
    CHECK(holds(after, "There are none."));
    CHECK(holds(after, "Not ours &lt;b&gt;"));
    board.wanda.post("/writer/gaps", {{"topic", "canteen menu"}, {"take_back", "1"}});
    CHECK_FALSE(holds(board.wanda.get("/writer/gaps"), "There are none."));
}

TEST_CASE("an article that sends its readers to the desk is on the list of failing ones") {
    Board board;
    CHECK(holds(board.wanda.get("/writer/failing"), "None is known to fail."));
    const auto lease = board.kb.listening().store();
    VoteTable votes(*lease);
    for (int i = 0; i < 6; ++i) {
        Vote vote{.token = "t" + std::to_string(i),
                  .visitor = "v" + std::to_string(i),
                  .article = "KB2",
                  .text_hash = "kept",
                  .answer = Vote::Answer::no,
                  .seen = true,
                  .at = ServedKb::kNoon - std::chrono::hours{1}};
        votes.put(vote, {"kept", "KB2", "<p>Restart the client.</p>"});
    }
    const Received page = board.wanda.get("/writer/failing");
    CHECK(holds(page, "The VPN drops"));
    CHECK(holds(page, "Not helped: 100"));
}
