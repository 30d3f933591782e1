// What the editor shows of a text before it is proposed, and the pictures pasted into it.

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server/store/proposals.h"
#include "tests/http/page_fields.h"
#include "tests/http/proposal_desk.h"

using namespace firstline;

namespace {

const std::string kPicture = "\x89PNG\r\n\x1a\n" +
                             std::string("\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xDE", 25) +
                             std::string(40, 'x');

}  // namespace

TEST_CASE("the preview shows the text as the index would, with what is wrong by line") {
    ProposalDesk desk;
    const auto preview = preview_of(
        desk, {{"article", "KB0001"},
               {"text", changed(kJam, "Pull gently.",
                                "**Pull** <script>alert(1)</script>\n\n[gone](gone.md)")}});
    CHECK(preview["title"] == "The printer has a paper jam");
    CHECK(preview["html"].get<std::string>().find("<strong>Pull</strong>") != std::string::npos);
    CHECK(preview["html"].get<std::string>().find("<script") == std::string::npos);
    REQUIRE_FALSE(preview["problems"].empty());
    CHECK(preview["problems"].back()["line"] == 11);
    CHECK(preview["problems"].back()["code"] == "dead-article-link");
    const Received page = desk.anna.get("/edit/printers/jam");
    const Received shown = desk.anna.post("/edit", {{"key", hidden(page, "key")},
                                                    {"article", "KB0001"},
                                                    {"base", kJam},
                                                    {"text", changed(kJam, "gently", "*slowly*")},
                                                    {"do", "preview"}});
    CHECK(holds(shown, "<em>slowly</em>"));
    CHECK(holds(shown, "Pull *slowly*."));
    for (const char* bad : {"", "[]", "{\"text\": 1}", "{\"path\": \"../x.md\", \"text\": \"\"}"})
        CHECK(post_json(desk.anna, desk.kb.port(), "/api/v1/preview", bad).status == 400);
}

TEST_CASE("a pasted picture is kept with its form and goes with its proposal") {
    ProposalDesk desk;
    const Received form = desk.anna.get("/edit/printers/jam");
    const std::string key = hidden(form, "key");
    const auto send = [&](const std::string& content) {
        return post_json(desk.anna, desk.kb.port(),
                         "/api/v1/proposal-files?key=" + key + "&name=My%20Screen.png", content,
                         "image/png");
    };
    const Received taken = send(kPicture);
    REQUIRE(taken.status == 201);
    const auto answer = nlohmann::json::parse(taken.body);
    const std::string path = answer["path"];
    CHECK(path.starts_with("images/my-screen-"));
    CHECK(answer["markdown"] == "![](" + path + ")");
    CHECK(nlohmann::json::parse(send(kPicture).body)["path"] == path);
    CHECK(send("<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>").status == 415);
    CHECK(send("MZ, a program").status == 415);
    CHECK(desk.anna.get(answer["url"]).body == kPicture);
    CHECK(desk.anna.get("/proposal-files/1?key=wrong").status == 404);
    const std::string text = changed(kJam, "Pull gently.", "![](" + path + ")");
    const auto preview = preview_of(desk, {{"article", "KB0001"}, {"text", text}, {"key", key}});
    CHECK(preview["problems"].empty());
    CHECK(preview["html"].get<std::string>().find("/proposal-files/1?key=") != std::string::npos);
    const auto page = desk.proposed(desk.anna, text, {{"key", key}});
    const Received shown = desk.willi.get(page);
    CHECK(holds(shown, "printers/" + path));
    CHECK(holds(shown, "src=\"/proposal-files/1\""));
    CHECK(desk.willi.get("/proposal-files/1").header("content-type") == "image/png");
    CHECK(desk.ben.get("/proposal-files/1").status == 404);
}

TEST_CASE("a picture that is pasted after the browser's Back comes with the new proposal") {
    ProposalDesk desk;
    const Received form = desk.anna.get("/edit/printers/jam");
    const std::string key = hidden(form, "key");
    const auto paste = [&](const std::string& content) {
        const Received taken = post_json(desk.anna, desk.kb.port(),
                                         "/api/v1/proposal-files?key=" + key, content, "image/png");
        return nlohmann::json::parse(taken.body)["markdown"].get<std::string>();
    };
    const std::string with_one = changed(kJam, "Pull gently.", paste(kPicture));
    desk.proposed(desk.anna, with_one, {{"key", key}});
    const std::string second = paste(kPicture + "y");
    const std::string with_both = changed(with_one, "Open the flap.", second);
    const auto page = desk.proposed(desk.anna, with_both, {{"key", key}});
    CHECK(page == "/proposals/2");
    const auto lease = desk.kb.listening().store();
    CHECK(ProposalFileTable(*lease).of(2).size() == 2);
}
