// What is proposed for some readers stays with them, whatever other articles are called.

#include <doctest/doctest.h>

#include "tests/http/page_fields.h"
#include "tests/http/writer_desk.h"

using namespace firstline;

namespace {

Received propose(Visitor& who, const std::string& slug, const std::string& text,
                 const std::string& action = "propose") {
    const Received form = who.get("/edit/" + slug);
    return who.post("/edit", {{"key", hidden(form, "key")},
                              {"article", hidden(form, "article")},
                              {"base", hidden(form, "base")},
                              {"text", text},
                              {"why", "A zyxword"},
                              {"do", action}});
}

std::string with(std::string text, const std::string& before, const std::string& added) {
    return text.insert(text.find(before), added);
}

}  // namespace

TEST_CASE("an article that bears the name of a hidden one does not show what is proposed for it") {
    WriterDesk desk;
    Visitor hana = desk.somebody("hana", "writer", {"hr"});
    CHECK(propose(hana, "pay", desk.text("pay.md") + "The zyxcode is new.\n").status == 303);
    const auto check_hidden = [&] {
        CHECK(desk.willi.get("/proposals/1").status == 404);
        CHECK_FALSE(holds(desk.willi.get("/proposals"), "zyxword"));
        desk.willi.post("/proposals/1", {{"do", "reject"}, {"word", "No."}});
        CHECK(desk.proposal(1).state == Proposal::State::open);
        CHECK(hana.get("/proposals/1").status == 200);
    };
    check_hidden();
    SUBCASE("as its old address") {
        desk.write("public.md", "---\ntitle: Pay\nid: KB10\nredirect_from: [/KB9]\n---\n\nAsk.\n");
    }
    SUBCASE("as its slug") {
        desk.write("public.md", "---\ntitle: Pay\nid: KB10\nslug: kb9\n---\n\nAsk.\n");
    }
    SUBCASE("as its id") {
        desk.write("about-pay.md", "---\ntitle: Pay\nid: KB9\n---\n\nAsk.\n");
    }
    CHECK(desk.willi.get("/proposals/1").status == 404);
    desk.willi.post("/proposals/1", {{"do", "reject"}, {"word", "No."}});
    CHECK(desk.proposal(1).state == Proposal::State::open);
}

TEST_CASE("findings about a hidden article do not show because another bears its name") {
    WriterDesk desk;
    Visitor hana = desk.somebody("hana", "writer", {"hr"});
    desk.write("public.md", "---\ntitle: Pay\nid: KB10\nredirect_from: [/KB9]\n---\n\nAsk.\n");
    desk.write("link.md", "---\ntitle: Where to ask\nid: KB11\n---\n\n[Pay](pay.md)\n");
    CHECK(holds(hana.get("/writer/article/KB11"), "pay.md"));
    CHECK_FALSE(holds(desk.willi.get("/writer/article/KB11"), "pay.md"));
}

TEST_CASE("what a problem says of other files is not shown beside an article") {
    WriterDesk desk;
    desk.write("inc.md", "---\ntitle: Where to ask\nid: KB11\n---\n\n[!INCLUDE [x](pay.md)]\n");
    const Received page = desk.willi.get("/writer/article/KB11");
    CHECK(holds(page, "a fragment cannot be included"));
    CHECK_FALSE(holds(page, "pay.md"));
}

TEST_CASE("a text that is for fewer than its article is seen by those alone") {
    WriterDesk desk;
    Visitor hana = desk.somebody("hana", "writer", {"hr"});
    const std::string narrow = with(desk.text("jam.md"), "---\n\nOpen", "audience: hr\n");
    CHECK(propose(hana, "jam", narrow + "The zyxplan.\n", "accept").status == 303);
    CHECK(desk.proposal(1).state == Proposal::State::accepted);
    CHECK(holds(hana.get("/proposals/1"), "zyxplan"));
    CHECK(holds(hana.get("/edit/jam"), "zyxplan"));
    for (const char* path : {"/proposals/1", "/proposals?state=accepted", "/edit/jam",
                             "/writer/article/KB1", "/writer/retire/KB1", "/edit?again=1"}) {
        CAPTURE(path);
        CHECK_FALSE(holds(desk.willi.get(path), "zyx"));
    }
    CHECK(desk.willi.get("/proposals/1").status == 404);
}

TEST_CASE("an open proposal for fewer readers is not named on its article's page for writers") {
    WriterDesk desk;
    Visitor hana = desk.somebody("hana", "writer", {"hr"});
    const std::string narrow = with(desk.text("jam.md"), "---\n\nOpen", "audience: hr\n");
    CHECK(propose(hana, "jam", narrow).status == 303);
    CHECK(holds(hana.get("/writer/article/KB1"), "zyxword"));
    CHECK_FALSE(holds(desk.willi.get("/writer/article/KB1"), "zyxword"));
}

TEST_CASE("what retired an article is still seen once that is merged") {
    WriterDesk desk;
    desk.willi.get("/writer/retire/KB3");
    CHECK(desk.willi.post("/writer/retire/KB3", {{"target", "KB1"}}).status == 303);
    desk.merge();
    CHECK(desk.willi.get("/a/KB3").status == 301);
    CHECK(desk.willi.get("/proposals/1").status == 200);
    CHECK(holds(desk.willi.get("/writer/retire/KB1"), "were retired in favour of this one"));
    CHECK(desk.ben.get("/proposals/1").status == 404);
}

TEST_CASE(
    "while the settings are not those of the index nothing is proposed, and the page says why") {
    WriterDesk desk;
    const Received form = desk.willi.get("/edit/off");
    const std::string text = desk.text("off.md") + "Then on.\n";
    desk.kb.write("_kb.yml", "name: Test desk\ndefault_audience: agents\ngroups: [hr]\n");
    const Received unread = desk.willi.get("/edit/jam");
    CHECK(unread.status == 503);
    CHECK(holds(unread, "Nobody can say who may read this text"));
    const Received answer = desk.willi.post("/edit", {{"key", hidden(form, "key")},
                                                      {"article", "KB2"},
                                                      {"base", desk.text("off.md")},
                                                      {"text", text},
                                                      {"why", "More"},
                                                      {"do", "propose"}});
    CHECK(answer.status == 503);
    CHECK(holds(answer, "not those that its index was built with"));
    CHECK(holds(answer, "Then on."));
    desk.kb.change("_kb.yml", "name: Test desk\ndefault_audience: public\ngroups: [hr]\n");
    CHECK(propose(desk.willi, "off", text).status == 303);
}
