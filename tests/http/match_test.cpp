#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server/http/openapi.h"
#include "tests/http/json_schema.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;
using Json = nlohmann::json;

namespace {

constexpr const char* kPath = "/api/v1/match";
constexpr const char* kTicket =
    R"({"text": "Hi team,\n\nthe printer has a paper jam and says E1009, on Windows 11.\n\nBest regards\nJane Doe\nLAPTOP-7YRF21"})";

/// Somebody who may use a token of a role with some scopes.
struct Desk {
    ServedKb kb;
    std::string token = kb.add_token("agent", {"read"});

    Received post(const std::string& body, const Headers& more = {}) const {
        return fetch(kb.port(), kPath, headers(body, more), "POST", body);
    }
    Received post(const std::string& body, const std::string& with_token) const {
        return post(body, Headers{{"Authorization", "Bearer " + with_token}});
    }
    Received ask(const std::string& body) const { return post(body, token); }

    static Headers headers(const std::string& body, const Headers& more) {
        Headers all{{"Content-Type", "application/json"},
                    {"Content-Length", std::to_string(body.size())}};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
};

std::string detail(const Received& answer) {
    return answer.header("content-type") == "application/problem+json"
               ? Json::parse(answer.body)["detail"].get<std::string>()
               : "";
}

/// What openapi.json has to say against this answer; empty if nothing.
std::string contract_error(const Received& answer) {
    static const Json description = Json::parse(kOpenApi);
    const Json& responses = description["paths"][kPath]["post"]["responses"];
    const std::string status = std::to_string(answer.status);
    if (!responses.contains(status))
        return "status " + status + " is not described";
    const char* schema = answer.status == 200 ? "Match" : "Problem";
    return schema_error(Json::parse(answer.body), description["components"]["schemas"][schema],
                        description);
}

}  // namespace

TEST_CASE("a pasted ticket is answered with articles and with what it tells exactly") {
    const Desk desk;
    const Received answer = desk.ask(kTicket);
    CHECK(answer.status == 200);
    CHECK(answer.header("cache-control") == "private, no-store");
    CHECK(contract_error(answer) == "");
    const Json json = Json::parse(answer.body);
    CHECK(json["typed"] == false);
    CHECK(json["results"][0]["slug"] == "printers/paper-jam");
    CHECK(json["query"].get<std::string>().find("Jane") == std::string::npos);
    CHECK(json["chips"] == Json::parse(R"([{"kind": "product", "text": "paper"},
                                           {"kind": "code", "text": "E1009"},
                                           {"kind": "version", "text": "Windows 11"}])"));
}

TEST_CASE("a few words are searched for as typed") {
    const Desk desk;
    const Json json = Json::parse(desk.ask(R"({"text": "printer -jam", "limit": 3})").body);
    CHECK(json["typed"] == true);
    for (const Json& result : json["results"])
        CHECK(result["slug"] != "printers/paper-jam");
    CHECK(Json::parse(desk.ask(R"({"text": "printre"})").body)["correction"]["applied"] == true);
    CHECK(Json::parse(desk.ask(R"({"text": "printer", "limit": 1})").body)["results"].size() == 1);
}

TEST_CASE("chips are taken away and pinned") {
    const Desk desk;
    const Received without = desk.ask(R"({"text": "paper jam E1009", "without": ["E1009"]})");
    CHECK(Json::parse(without.body)["query"].get<std::string>().find("E1009") == std::string::npos);
    CHECK(Json::parse(without.body)["chips"].size() == 2);
    const Received pinned = desk.ask(R"({"text": "paper jam", "pinned": ["QX-77777"]})");
    CHECK(Json::parse(pinned.body)["total"] == 0);
    CHECK(contract_error(pinned) == "");
}

TEST_CASE("what tells nothing is answered with nothing") {
    const Desk desk;
    for (const char* body : {R"({"text": ""})", R"({"text": " \n\n "})",
                             R"({"text": "Hi,\n\nBest regards\nJane Doe\nPrinting"})"}) {
        CAPTURE(std::string{body});
        const Received answer = desk.ask(body);
        CHECK(answer.status == 200);
        const Json json = Json::parse(answer.body);
        CHECK(json["query"] == "");
        CHECK(json["results"].empty());
        CHECK(json["chips"].empty());
        CHECK(contract_error(answer) == "");
    }
}

TEST_CASE("whoever asks wrongly is told what is wrong") {
    const Desk desk;
    struct Case {
        std::string body, told;
    };
    const std::string long_chip(61, 'x');
    for (
        const auto& [body, told] : {
            Case{"", "Send JSON such as"},
            Case{"{", "Send JSON such as"},
            Case{"[]", "Send JSON such as"},
            Case{"{}", "Send JSON such as"},
            Case{R"({"text": 5})", "\"text\" must be"},
            Case{R"({"text": null})", "\"text\" must be"},
            Case{"{\"text\": \"\xff\xfe\"}", "not UTF-8 from byte 10"},
            Case{R"({"text": "x", "limit": 0})", "\"limit\" must be"},
            Case{R"({"text": "x", "limit": 21})", "\"limit\" must be"},
            Case{R"({"text": "x", "limit": -1})", "\"limit\" must be"},
            Case{R"({"text": "x", "limit": 1.5})", "\"limit\" must be"},
            Case{R"({"text": "x", "limit": 99999999999999999999})", "\"limit\" must be"},
            Case{R"({"text": "x", "limit": "3"})", "\"limit\" must be"},
            Case{R"({"text": "x", "without": "y"})", "\"without\" must be"},
            Case{R"({"text": "x", "pinned": [1]})", "\"pinned\" must be"},
            Case{R"({"text": "x", "pinned": [")" + long_chip + "\"]}", "\"pinned\" must be"},
            Case{
                R"({"text": "x", "pinned": ["1","2","3","4","5","6","7","8","9","0","1","2","3"]})",
                "\"pinned\" must be"},
        }) {
        CAPTURE(body.substr(0, 60));
        const Received answer = desk.ask(body);
        CHECK(answer.status == 400);
        CHECK(detail(answer).find(told) != std::string::npos);
        CHECK(contract_error(answer) == "");
    }
}

TEST_CASE("a text of ten megabytes is refused before it is read, one of almost one is answered") {
    const Desk desk;
    const Received large = fetch(desk.kb.port(), kPath,
                                 {{"Authorization", "Bearer " + desk.token},
                                  {"Content-Type", "application/json"},
                                  {"Content-Length", "10000000"}},
                                 "POST", "");
    CHECK(large.status == 413);
    CHECK(detail(large) == "The body of the request is larger than 1 MB.");
    CHECK(contract_error(large) == "");
    std::string text;
    while (text.size() < 1'000'000)
        text += "The printer has a paper jam again. ";
    const Received whole = desk.ask(Json{{"text", text}}.dump());
    CHECK(whole.status == 200);
    CHECK(Json::parse(whole.body)["results"][0]["slug"] == "printers/paper-jam");
}

TEST_CASE("only agents and above ask, programs with the scope read, and pages of this server") {
    Desk desk;
    const std::string body = R"({"text": "paper jam"})";
    CHECK(desk.post(body).status == 404);
    CHECK(desk.post(body, desk.kb.add_token("employee", {"read"})).status == 404);
    CHECK(desk.post(body, desk.kb.add_token("agent", {"record"})).status == 403);
    CHECK(desk.post(body, desk.kb.add_token("writer", {"read"})).status == 200);
    desk.kb.add_account("anna", "agent");
    Visitor anna(desk.kb.port());
    anna.sign_in("anna", ServedKb::kPassword);
    std::string cookies;
    for (const auto& [name, value] : anna.cookies)
        cookies += name + "=" + value + "; ";
    const std::string here = "http://127.0.0.1:" + std::to_string(desk.kb.port());
    const auto from = [&](const std::string& origin) {
        return desk.post(body, Headers{{"Cookie", cookies}, {"Origin", origin}});
    };
    CHECK(from(here).status == 200);
    CHECK(from("https://evil.example").status == 403);
    CHECK(desk.post(body, Headers{{"Cookie", cookies}}).status == 403);
    CHECK(fetch(desk.kb.port(), kPath, {{"Authorization", "Bearer " + desk.token}}).status == 405);
}

TEST_CASE("of what is pasted nothing is kept") {
    Desk desk;
    Listening& listening = desk.kb.listening();
    REQUIRE(desk.ask(R"({"text": "paper jam zyxwvut"})").status == 200);
    REQUIRE(listening.recorder().flush(std::chrono::seconds{10}));
    CHECK(listening.recorder().written() == 0);
    CHECK((*listening.store()).number("SELECT count(*) FROM events") == 0);
}
