// Articles of nobody, given an owner together. Never reviewed together.

#include <doctest/doctest.h>

#include "tests/http/writer_desk.h"

using namespace firstline;

namespace {

Received assign(Visitor& who, int port, const std::string& ids, const std::string& owner) {
    who.get("/writer?view=all");
    std::string cookies;
    for (const auto& [name, value] : who.cookies)
        cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    const std::string host = "127.0.0.1:" + std::to_string(port);
    const std::string body = ids + "&owner=" + owner + "&form_token=" + who.form_token;
    return fetch(port, "/writer/assign",
                 {{"Host", host},
                  {"Origin", "http://" + host},
                  {"Cookie", cookies},
                  {"Content-Type", "application/x-www-form-urlencoded"},
                  {"Content-Length", std::to_string(body.size())}},
                 "POST", body);
}

}  // namespace

TEST_CASE("chosen articles are given an owner, each by a proposal of its own") {
    WriterDesk desk;
    desk.write("odd.md", "---\n{title: Odd, id: KB8}\n---\n\nText.\n");
    const Received board = desk.willi.get("/writer?view=all");
    CHECK(holds(board, "name=\"id\" value=\"KB2\" form=\"assign\""));
    CHECK(holds(board, "<option value=\"net\">Network team</option>"));
    CHECK_FALSE(holds(board, "Old team</option>"));
    const Received page =
        assign(desk.willi, desk.kb.port(), "id=KB1&id=KB2&id=KB3&id=KB8&id=KB9&id=KB1", "net");
    CHECK(page.status == 200);
    CHECK(holds(page, "2 articles assigned to <span dir=\"auto\">Network team</span>"));
    CHECK(holds(page, "3 articles could not be assigned"));
    CHECK(holds(page, "It is theirs already."));
    CHECK(holds(page, "cannot be edited line by line"));
    CHECK(holds(page, "There is no such article for you."));
    CHECK_FALSE(holds(page, "payroll"));
    const auto accepted = desk.accepted();
    REQUIRE(accepted.size() == 2);
    for (const Proposal& one : accepted) {
        CHECK(one.kind == Proposal::Kind::owner);
        CHECK(one.about == "net");
    }
    CHECK(accepted[0].text.find("owner: net\naliases: [paper stuck]") != std::string::npos);
    CHECK(accepted[1].audience == "agents");
    CHECK(desk.kb.audit_trail().back().what == "article-assigned");
    // Again, it is one each; to somebody else, another one upon it.
    CHECK(holds(assign(desk.willi, desk.kb.port(), "id=KB1", "net"), "proposal 1"));
    assign(desk.willi, desk.kb.port(), "id=KB1", "print");
    CHECK(desk.proposal(3).base == desk.proposal(1).text);
    CHECK(desk.proposal(3).about == "print");
}

TEST_CASE("at most 200 are assigned at once, to an owner who is active") {
    WriterDesk desk;
    std::string ids;
    for (int i = 0; i < 201; ++i)
        ids += "&id=none" + std::to_string(i);
    const Received page = assign(desk.willi, desk.kb.port(), ids.substr(1), "net");
    CHECK(holds(page, "1 article more were chosen"));
    CHECK_FALSE(holds(page, "none200"));
    CHECK(assign(desk.willi, desk.kb.port(), "id=KB1", "gone").status == 400);
    CHECK(assign(desk.willi, desk.kb.port(), "id=KB1", "nobody").status == 400);
    CHECK(assign(desk.willi, desk.kb.port(), "x=1", "net").status == 400);
    CHECK(assign(desk.anna, desk.kb.port(), "id=KB1", "net").status == 404);
    CHECK(desk.accepted().empty());
}

TEST_CASE("a stamp upon an article that was assigned leaves without conflict") {
    WriterDesk desk;
    assign(desk.willi, desk.kb.port(), "id=KB2", "print");
    const Received article = desk.willi.get("/a/off");
    const auto at = article.body.find("name=\"text\" value=\"");
    REQUIRE(at != std::string::npos);
    const std::string hash = article.body.substr(at + 19, 64);
    CHECK(desk.willi.post("/reviewed", {{"article", "KB2"}, {"text", hash}}).status == 303);
    desk.merge();
    CHECK(desk.text("off.md").find("owner: print\nreviewed: 2026-03-12\n") != std::string::npos);
}
