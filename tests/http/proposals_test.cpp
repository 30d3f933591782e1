// From an edit in the browser to an accepted proposal.

#include "server/store/proposals.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server/http/kb_source.h"
#include "server/store/flags.h"
#include "tests/http/page_fields.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

namespace {

using Fields = std::map<std::string, std::string>;

constexpr const char* kJam =
    "---\ntitle: The printer has a paper jam\nid: KB0001\naudience: public\n---\n\n"
    "Open the flap.\n\nPull gently.\n\nClose the flap.\n\nPrint a test page.\n";

std::string changed(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// A desk with one article for all, one for a group and one that is a draft.
struct Desk {
    Desk() {
        kb.add_account("anna", "agent");
        kb.add_account("ben", "agent");
        kb.add_account("emil", "employee");
        kb.add_account("willi", "writer");
        anna.sign_in("anna", ServedKb::kPassword);
        ben.sign_in("ben", ServedKb::kPassword);
        willi.sign_in("willi", ServedKb::kPassword);
    }

    /// A change of the article about jams. The page that follows.
    Received propose(Visitor& who, const std::string& text, Fields more = {}) {
        const Received form = who.get("/edit/printers/jam");
        Fields fields{
            {"key", hidden(form, "key")}, {"article", "KB0001"}, {"base", kJam}, {"text", text},
            {"why", "clearer"},           {"do", "propose"}};
        more.merge(fields);
        return who.post("/edit", more);
    }
    /// Its address.
    std::string proposed(Visitor& who, const std::string& text, Fields more = {}) {
        const Received answer = propose(who, text, std::move(more));
        CHECK(answer.status == 303);
        return answer.header("location");
    }
    Received decide(Visitor& who, const std::string& page, const std::string& what,
                    const std::string& word = "") {
        who.get("/proposals");
        return who.post(page, {{"do", what}, {"word", word}});
    }

    ServedKb kb{std::vector<KbFile>{
        {"_kb.yml", "name: Test desk\ndefault_audience: agents\ngroups: [hr]\n"},
        {"printers/jam.md", kJam},
        {"hr/pay.md", "---\ntitle: Zyxpay\nid: KB9\naudience: [hr]\n---\n\nThe zyxsalary table.\n"},
        {"drafts/plan.md",
         "---\ntitle: Zyxplan\nstate: draft\n---\n\nThe zyxmove of the office.\n"},
        {"includes/secret.md", "The zyxfragment.\n"}}};
    Visitor anna{kb.port()};
    Visitor ben{kb.port()};
    Visitor willi{kb.port()};
};

Received post_json(Visitor& who, int port, const std::string& target, const std::string& body,
                   const std::string& type = "application/json") {
    std::string cookies;
    for (const auto& [name, value] : who.cookies)
        cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    const std::string host = "127.0.0.1:" + std::to_string(port);
    return fetch(port, target,
                 {{"Host", host},
                  {"Origin", "http://" + host},
                  {"Cookie", cookies},
                  {"Content-Type", type},
                  {"Content-Length", std::to_string(body.size())}},
                 "POST", body);
}

nlohmann::json preview_of(Desk& desk, const nlohmann::json& asked) {
    const Received answer = post_json(desk.anna, desk.kb.port(), "/api/v1/preview", asked.dump());
    CHECK(answer.status == 200);
    return nlohmann::json::parse(answer.body);
}

const std::string kPicture = "\x89PNG\r\n\x1a\n" +
                             std::string("\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xDE", 25) +
                             std::string(40, 'x');

}  // namespace

TEST_CASE("an edit becomes a proposal that a writer accepts with one click") {
    Desk desk;
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
    Desk desk;
    const std::string page = desk.proposed(desk.anna, changed(kJam, "gently", "hard"));
    CHECK(desk.decide(desk.willi, page, "reject", "It tears the paper.").status == 303);
    CHECK(holds(desk.anna.get("/proposals"), "It tears the paper."));
    const Received again = desk.anna.get("/edit?again=1");
    CHECK(again.status == 200);
    CHECK(holds(again, "Pull hard."));
    CHECK(hidden(again, "replaces") == "1");
}

TEST_CASE("a form sent twice is one proposal, and the browser's Back loses nothing") {
    Desk desk;
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
    Desk desk;
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
    Desk desk;
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
    Desk desk;
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

TEST_CASE("files with other line ends keep them") {
    Desk desk;
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
    Desk desk;
    const std::string mixed = changed(kJam, "Open the flap.\n", "Open the flap.\r\n");
    desk.kb.change("printers/jam.md", mixed);
    const auto page = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    const auto lease = desk.kb.listening().store();
    CHECK(ProposalTable(*lease).find(1)->text == changed(mixed, "gently", "slowly"));
    CHECK(holds(desk.willi.get(page), "1 line added, 1 line removed"));
}

TEST_CASE("who may not decide cannot, and who is no agent finds nothing") {
    Desk desk;
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
    Desk desk;
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
    Desk desk;
    const auto page = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    desk.kb.change("printers/jam.md",
                   changed(changed(kJam, "audience: public", "audience: [hr]"), "gently", "zyx"));
    CHECK(desk.anna.get(page).status == 404);
    CHECK_FALSE(holds(desk.anna.get("/proposals"), "paper jam"));
    CHECK(desk.willi.get(page).status == 404);
}

TEST_CASE("what cannot be kept is refused with the reason, and what was typed stays") {
    Desk desk;
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
    Desk desk;
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
    Desk desk;
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

TEST_CASE("the preview shows the text as the index would, with what is wrong by line") {
    Desk desk;
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
    Desk desk;
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
    Desk desk;
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

TEST_CASE("an accepted text that is not for a reader is not shown by one at the same path") {
    Desk desk;
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

TEST_CASE("who proposed a change of the same article sees with what it meets") {
    Desk desk;
    desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    const auto second = desk.proposed(desk.ben, changed(kJam, "gently", "hard"));
    desk.decide(desk.willi, "/proposals/1", "accept");
    CHECK(holds(desk.ben.get(second), "neither is lost"));
    CHECK(holds(desk.ben.get("/edit?both=2"), "Pull slowly."));
}

TEST_CASE("an accepted text that is to be for others is not shown to who proposes another") {
    Desk desk;
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
    Desk desk;
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
    Desk desk;
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

TEST_CASE("a new article needs a title, from which it is known") {
    Desk desk;
    const Received form = desk.anna.get("/edit?new=1");
    const Received answer = desk.anna.post("/edit", {{"key", hidden(form, "key")},
                                                     {"path", "drafts/x.md"},
                                                     {"text", "No head.\n"},
                                                     {"why", "new"},
                                                     {"do", "propose"}});
    CHECK(answer.status == 422);
    CHECK(holds(answer, "neither a title"));
}

TEST_CASE("what was proposed for a file that moved is found by those it was for") {
    Desk desk;
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
    Desk desk;
    const auto page = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    desk.kb.change({{"hr/jam.md", changed(kJam, "audience: public", "audience: [hr]")}},
                   {"printers/jam.md"});
    CHECK(desk.willi.get(page).status == 404);
    CHECK(desk.anna.get(page).status == 404);
}

TEST_CASE("an accepted proposal that meets a conflict is not stuck") {
    Desk desk;
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
    Desk desk;
    const auto page = desk.proposed(desk.anna, changed(kJam, "gently", "slowly"));
    desk.decide(desk.willi, page, "accept");
    desk.proposed(desk.anna, changed(kJam, "Open the flap.", "Open it."), {{"replaces", "1"}});
    CHECK(holds(desk.anna.get(page), "<strong>Accepted</strong>"));
}

TEST_CASE("of a very long change the page shows the first lines and counts the others") {
    Desk desk;
    std::string text = kJam;
    for (int i = 0; i < 3000; ++i)
        text += "line " + std::to_string(i) + "\n";
    const Received page = desk.anna.get(desk.proposed(desk.anna, text));
    CHECK(holds(page, "line 1000<"));
    CHECK_FALSE(holds(page, "line 2500<"));
    CHECK(holds(page, "1003 more lines"));
}

TEST_CASE("accepting a proposal answers the flag that it mends") {
    Desk desk;
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

TEST_CASE("somebody's key tells their role and their groups, and nothing for who may read all") {
    CHECK(reader_key({Role::agent, {"hr", "finance"}}) == "agents:finance,hr");
    CHECK(reader_key({Role::lead, {}}) == "writers");
    CHECK(reader_key({Role::employee, {"hr", "hr"}}) == "employees:hr");
    CHECK(reader_key({Role::admin, {"hr"}}).empty());
}
