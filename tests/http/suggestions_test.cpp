#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;
using Json = nlohmann::json;

namespace {

constexpr const char* kPath = "/api/v1/suggestions";
constexpr const char* kDesk = "https://desk.example";
constexpr const char* kOfAgents =
    R"({"subject": "zyxomatic outage", "text": "we must escalate it to the vendor of the zyxomatic"})";
constexpr const char* kOfAll =
    R"({"subject": "paper jam", "text": "Hello, the printer on my floor has paper stuck in it."})";

/// Enough articles to be sure among them.
std::vector<KbFile> desk_files() {
    std::vector<KbFile> files{
        {"_kb.yml", "name: Test desk\ndefault_audience: public\n"},
        {"_notices.yml",
         "- title: Mail is late\n  text: We are on it.\n  words: [mail]\n  link: mail/late.md\n"},
        {"printers/paper-jam.md",
         "---\ntitle: The printer has a paper jam\nid: KB0001\ntype: fix\naliases: [paper stuck]\n"
         "---\n\nOpen the flap.\n\n## Pull the paper out\n\nPull the stuck paper gently.\n"},
        {"vpn/escalation.md",
         "---\ntitle: Escalating zyxomatic outages\nid: KB0900\naudience: agents\n---\n\n"
         "Call the vendor of the zyxomatic.\n"},
        {"desk/order.md",
         "---\ntitle: Order a standing desk\nid: KB0002\ntype: request\n---\n\n"
         "Here is the form for a standing desk.\n"}};
    for (const char* title :
         {"Change your password", "The VPN connection drops", "Share a calendar",
          "Scan to mail with a printer", "Set up a new phone", "A screen flickers",
          "Join the guest wifi", "Restore a deleted file", "Install an app", "Book a meeting room",
          "The keyboard types twice", "Move to another floor", "Open a paper form on a tablet"})
        files.push_back({"other/" + std::string{title} + ".md",
                         "---\ntitle: " + std::string{title} +
                             "\n---\n\nAsk on your floor, or read it here, please. Hello.\n"});
    return files;
}

constexpr auto kClock = [] { return ServedKb::kNoon; };

ServedWith for_desk() {
    ServedWith with;
    with.suggest_origins = "https://desk.example, http://localhost:*";
    return with;
}

/// Sends what was written, of this type and with these headers.
Received written(const ServedKb& kb, const std::string& body, const Headers& more = {},
                 const std::string& type = "application/json") {
    Headers headers{{"Content-Type", type}, {"Content-Length", std::to_string(body.size())}};
    headers.insert(headers.end(), more.begin(), more.end());
    return fetch(kb.port(), kPath, headers, "POST", body);
}

Headers from(const std::string& origin) {
    return {{"Origin", origin}, {"Sec-Fetch-Site", "cross-site"}};
}

std::vector<std::string> ids_of(const Received& answer) {
    std::vector<std::string> ids;
    const Json json = Json::parse(answer.body);
    for (const Json& result : json["results"])
        ids.push_back(result["id"]);
    return ids;
}

}  // namespace

TEST_CASE("what somebody writes finds the articles that are surely about it") {
    const ServedKb kb(desk_files(), kClock, for_desk());
    const Received answer = written(kb, kOfAll);
    CHECK(answer.status == 200);
    CHECK(answer.header("cache-control") == "private, no-store");
    const Json json = Json::parse(answer.body);
    REQUIRE(json["results"].size() >= 1);
    CHECK(json["results"].size() <= 3);
    CHECK(json["results"][0]["id"] == "KB0001");
    CHECK(json["results"][0]["title"] == "The printer has a paper jam");
    CHECK(json["results"][0]["url"].get<std::string>().starts_with("/a/printers/paper-jam"));
    CHECK(json["incidents"].empty());
    CHECK(ids_of(written(kb, R"({"text": "please order me a standing desk"})")) ==
          std::vector<std::string>{"KB0002"});
}

TEST_CASE("nothing good to say is said by silence") {
    const ServedKb kb(desk_files(), kClock, for_desk());
    for (const char* body :
         {R"({"subject": "", "text": ""})", R"({"text": "paper"})", R"({"text": "the my is"})",
          R"({"subject": "Please help", "text": "Hello, it is urgent!"})",
          R"({"text": "what is for lunch in the canteen on friday"})",
          R"({"text": "asdf qwer lkjh"})", R"({"text": "\u0000\u0001 \uD83D\uDE00"})"}) {
        CAPTURE(body);
        const Received answer = written(kb, body);
        CHECK(answer.status == 200);
        CHECK(answer.body == R"({"results":[],"incidents":[]})");
    }
}

TEST_CASE("a known incident is told where its words are written") {
    const ServedKb kb(desk_files(), kClock, for_desk());
    const Json json = Json::parse(written(kb, R"({"subject": "no mails since noon"})").body);
    REQUIRE(json["incidents"].size() == 1);
    CHECK(json["incidents"][0]["title"] == "Mail is late");
    CHECK(json["incidents"][0]["text"] == "We are on it.");
    CHECK(json["incidents"][0]["link"] == "/a/mail/late");
}

TEST_CASE("only listed sites are answered across origins, and told so to the letter") {
    const ServedKb kb(desk_files(), kClock, for_desk());
    struct Case {
        Headers headers;
        int status;
        std::string allowed;
    };
    const std::string here = "http://127.0.0.1:" + std::to_string(kb.port());
    const std::vector<Case> cases{
        {from(kDesk), 200, kDesk},
        {{{"Origin", kDesk}}, 200, kDesk},
        {from("http://localhost:3000"), 200, "http://localhost:3000"},
        {from("http://desk.example"), 403, ""},
        {from("https://desk.example.evil.test"), 403, ""},
        {from("https://evil.test"), 403, ""},
        {from("null"), 403, ""},
        {{{"Sec-Fetch-Site", "cross-site"}}, 403, ""},
        {{{"Sec-Fetch-Site", "same-site"}}, 403, ""},
        {{{"Origin", here}, {"Sec-Fetch-Site", "same-origin"}}, 200, ""},
        {{{"Origin", here}}, 200, ""},
        {{}, 200, ""},
    };
    for (const auto& [headers, status, allowed] : cases) {
        CAPTURE(headers.size());
        CAPTURE(allowed);
        const Received answer = written(kb, kOfAll, headers, "text/plain");
        CHECK(answer.status == status);
        CHECK(answer.header("access-control-allow-origin") == allowed);
        CHECK(answer.header("access-control-allow-credentials") == "");
        CHECK(answer.header("vary") == "Origin");
        CHECK(answer.header("cross-origin-resource-policy") ==
              (allowed.empty() ? "same-origin" : "cross-origin"));
        CHECK((answer.body.find("KB0001") != std::string::npos) == (status == 200));
    }
}

TEST_CASE("a browser that asks before it sends JSON is told yes or no") {
    const ServedKb kb(desk_files(), kClock, for_desk());
    const auto preflight = [&](const std::string& origin) {
        return fetch(kb.port(), kPath,
                     {{"Origin", origin},
                      {"Access-Control-Request-Method", "POST"},
                      {"Access-Control-Request-Headers", "content-type"}},
                     "OPTIONS");
    };
    const Received yes = preflight(kDesk);
    CHECK(yes.status == 204);
    CHECK(yes.header("access-control-allow-origin") == kDesk);
    CHECK(yes.header("access-control-allow-methods") == "POST");
    CHECK(yes.header("access-control-allow-headers") == "Content-Type");
    CHECK(yes.header("access-control-allow-credentials") == "");
    CHECK(yes.header("vary") == "Origin");
    const Received no = preflight("https://evil.test");
    CHECK(no.status == 403);
    CHECK(no.header("access-control-allow-origin") == "");
    CHECK(no.header("vary") == "Origin");
    const Received other = fetch(kb.port(), "/api/v1/search", {{"Origin", kDesk}}, "OPTIONS");
    CHECK(other.status == 405);
    CHECK(other.header("access-control-allow-origin") == "");
    CHECK(kb.get(kPath).header("allow") == "POST, OPTIONS");
}

TEST_CASE("without a list no other site is answered, with a star every site is") {
    const ServedKb nobody(desk_files(), kClock);
    CHECK(written(nobody, kOfAll, from(kDesk)).status == 403);
    CHECK(written(nobody, kOfAll).status == 200);
    ServedWith with;
    with.suggest_origins = "*";
    const ServedKb everybody(desk_files(), kClock, with);
    const Received answer = written(everybody, kOfAll, from("https://anybody.example"));
    CHECK(answer.status == 200);
    CHECK(answer.header("access-control-allow-origin") == "*");
    CHECK(answer.header("access-control-allow-credentials") == "");
}

TEST_CASE("pages of other sites read as nobody, whoever sits before them") {
    ServedKb kb(desk_files(), kClock, for_desk());
    kb.add_account("anna", "agent");
    Visitor anna(kb.port());
    anna.sign_in("anna", ServedKb::kPassword);
    const std::string here = "http://127.0.0.1:" + std::to_string(kb.port());
    const std::pair<std::string, std::string> cookie{
        "Cookie", "firstline_session=" + anna.cookies.at("firstline_session")};
    CHECK(ids_of(written(kb, kOfAgents, {cookie, {"Origin", here}})) ==
          std::vector<std::string>{"KB0900"});
    CHECK(ids_of(written(kb, kOfAgents)).empty());
    auto across = from(kDesk);
    across.push_back(cookie);
    for (const char* type : {"application/json", "text/plain"}) {
        const Received answer = written(kb, kOfAgents, across, type);
        CHECK(answer.status == 200);
        CHECK(answer.body == R"({"results":[],"incidents":[]})");
    }
    const std::string token = kb.add_token("anna", {"read"});
    auto with_token = from(kDesk);
    with_token.emplace_back("Authorization", "Bearer " + token);
    CHECK(ids_of(written(kb, kOfAgents, with_token)).empty());
    CHECK(ids_of(written(kb, kOfAgents, {{"Authorization", "Bearer " + token}})) ==
          std::vector<std::string>{"KB0900"});
}

TEST_CASE("other sites get whole addresses") {
    ServedWith with = for_desk();
    with.base_url = "https://kb.example";
    const ServedKb kb(desk_files(), kClock, with);
    const auto url = [](const Received& answer) {
        return Json::parse(answer.body)["results"][0]["url"].get<std::string>();
    };
    CHECK(url(written(kb, kOfAll, from(kDesk)))
              .starts_with("https://kb.example/a/printers/paper-jam"));
    CHECK(url(written(kb, kOfAll)).starts_with("/a/printers/paper-jam"));
}

TEST_CASE("what cannot be read is told, to other sites as well") {
    const ServedKb kb(desk_files(), kClock, for_desk());
    struct Case {
        std::string body, type;
        int status;
    };
    const std::string deep(8000, '[');
    for (const auto& [body, type, status] : {
             Case{"", "application/json", 400},
             Case{"{", "application/json", 400},
             Case{"[]", "application/json", 400},
             Case{"\"paper jam\"", "application/json", 400},
             Case{"{}", "application/json", 400},
             Case{R"({"subject": 1})", "application/json", 400},
             Case{R"({"text": ["paper jam"]})", "text/plain", 400},
             Case{"{\"text\": \"\xFF\"}", "application/json", 400},
             Case{deep, "application/json", 400},
             Case{kOfAll, "application/json; charset=utf-8", 200},
             Case{kOfAll, "Text/Plain;charset=UTF-8", 200},
             Case{kOfAll, "application/x-www-form-urlencoded", 415},
             Case{kOfAll, "multipart/form-data; boundary=x", 415},
             Case{kOfAll, "text/html", 415},
             Case{kOfAll, "", 415},
         }) {
        CAPTURE(body.substr(0, 80));
        CAPTURE(type);
        const Received answer = written(kb, body, from(kDesk), type);
        CHECK(answer.status == status);
        CHECK(answer.header("access-control-allow-origin") == kDesk);
        if (status != 200)
            CHECK(answer.header("content-type") == "application/problem+json");
    }
}

TEST_CASE("a text of 16 KB is read, a longer one is refused") {
    const ServedKb kb(desk_files(), kClock, for_desk());
    const auto of_size = [](std::size_t size) {
        const std::string rest = R"({"text": ""})";
        return R"({"text": ")" + std::string(size - rest.size(), 'x') + "\"}";
    };
    CHECK(written(kb, of_size(std::size_t{16} << 10U)).status == 200);
    const Received answer = written(kb, of_size((std::size_t{16} << 10U) + 1));
    CHECK(answer.status == 413);
    CHECK(answer.header("content-type") == "application/problem+json");
}

TEST_CASE("who asks too often is told how long to wait, and others are not") {
    ServedWith with = for_desk();
    with.suggestions_at_once = 3;
    with.trusted_proxies = "127.0.0.1";
    ServedKb kb(desk_files(), kClock, with);
    kb.add_account("anna", "agent");
    const auto asked_by = [&](const std::string& address, Headers more = {}) {
        more.emplace_back("X-Forwarded-For", address);
        return written(kb, kOfAll, more);
    };
    for (int i = 0; i < 3; ++i)
        CHECK(asked_by("192.0.2.1").status == 200);
    const Received answer = asked_by("192.0.2.1", from(kDesk));
    CHECK(answer.status == 429);
    CHECK(answer.header("retry-after") == "60");
    CHECK(answer.header("access-control-allow-origin") == kDesk);
    CHECK(answer.header("access-control-expose-headers") == "Retry-After");
    CHECK(asked_by("192.0.2.2").status == 200);
    // A household has all of its addresses.
    for (const char* address : {"2001:db8::1", "2001:db8::2", "2001:db8::3"})
        CHECK(asked_by(address).status == 200);
    CHECK(asked_by("2001:db8::4").status == 429);
    const std::string token = kb.add_token("anna", {"read"});
    CHECK(asked_by("192.0.2.1", {{"Authorization", "Bearer " + token}}).status == 200);
}

TEST_CASE("the script is for other sites, and no other file of the pages is") {
    const ServedKb kb;
    const Received script = kb.get("/static/kb-suggest.js", {{"Origin", kDesk}});
    CHECK(script.status == 200);
    CHECK(script.header("content-type") == "text/javascript; charset=utf-8");
    CHECK(script.header("cross-origin-resource-policy") == "cross-origin");
    CHECK(script.header("access-control-allow-origin") == "*");
    CHECK(script.body.size() <= std::size_t{15} << 10U);
    const Received again =
        kb.get("/static/kb-suggest.js", {{"If-None-Match", script.header("etag")}});
    CHECK(again.status == 304);
    CHECK(again.header("cross-origin-resource-policy") == "cross-origin");
    CHECK(again.header("access-control-allow-origin") == "*");
    for (const char* path : {"/static/app.js", "/static/app.css", "/api/v1/search?q=jam"}) {
        const Received other = kb.get(path, {{"Origin", kDesk}});
        CHECK(other.header("cross-origin-resource-policy") == "same-origin");
        CHECK(other.header("access-control-allow-origin") == "");
    }
}
