#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server/http/openapi.h"
#include "tests/http/json_schema.h"
#include "tests/http/served_kb.h"

using namespace firstline;
using Json = nlohmann::json;

namespace {

/// What openapi.json has to say against this answer to `path`; empty if nothing.
std::string contract_error(const std::string& path, const Received& answer,
                           const char* method = "get") {
    static const Json description = Json::parse(kOpenApi);
    Json response = description["paths"][path][method]["responses"].value(
        std::to_string(answer.status), Json());
    if (response.is_null())
        return "status " + std::to_string(answer.status) + " is not described";
    if (response.contains("$ref"))
        response =
            description.at(Json::json_pointer(response["$ref"].get<std::string>().substr(1)));
    const Json content = response["content"].value(answer.header("content-type"), Json());
    if (content.is_null())
        return "type " + answer.header("content-type") + " is not described";
    return schema_error(Json::parse(answer.body), content["schema"], description);
}

}  // namespace

TEST_CASE("every JSON answer is as openapi.json describes it") {
    const ServedKb kb;
    struct Case {
        std::string path, target;
        int status = 200;
    };
    const std::string long_query(1001, 'x');
    for (const auto& [path, target, status] : {
             Case{"/api/v1/search", "/api/v1/search?q=paper+jam"},
             Case{"/api/v1/search", "/api/v1/search?q=paper+jam&explain=1"},
             Case{"/api/v1/search", "/api/v1/search?q=printre+pront&limit=3"},
             Case{"/api/v1/search", "/api/v1/search?q=printre&as_typed=1"},
             Case{"/api/v1/search", "/api/v1/search?q=printer&product=Printing&type=fix&tag=paper"},
             Case{"/api/v1/search", "/api/v1/search?q=-jam+tag:paper&ops=1"},
             Case{"/api/v1/search", "/api/v1/search?q=xyzzy"},
             Case{"/api/v1/search", "/api/v1/search?q=%FF"},
             Case{"/api/v1/search", "/api/v1/search?q="},
             Case{"/api/v1/search", "/api/v1/search"},
             Case{"/api/v1/search", "/api/v1/search?q=printer&limit=0&offset=1000"},
             Case{"/api/v1/search", "/api/v1/search?q=printer&limit=101", 400},
             Case{"/api/v1/search", "/api/v1/search?q=printer&limit=x", 400},
             Case{"/api/v1/search", "/api/v1/search?q=printer&offset=1001", 400},
             Case{"/api/v1/search", "/api/v1/search?q=" + long_query, 400},
             Case{"/api/v1/suggest", "/api/v1/suggest?q=pri"},
             Case{"/api/v1/suggest", "/api/v1/suggest?q="},
             Case{"/api/v1/suggest", "/api/v1/suggest?q=pri&limit=21", 400},
             Case{"/api/v1/suggest", "/api/v1/suggest?q=" + long_query, 400},
             Case{"/api/v1/articles/{id}", "/api/v1/articles/KB0001"},
             Case{"/api/v1/articles/{id}", "/api/v1/articles/printers/paper-jam"},
             Case{"/api/v1/articles/{id}", "/api/v1/articles/vpn/drops"},
             Case{"/api/v1/articles/{id}", "/api/v1/articles/old/jam"},
             Case{"/api/v1/articles/{id}", "/api/v1/articles/none", 404},
             Case{"/api/v1/articles/{id}", "/api/v1/articles/KB0900", 404},
             Case{"/api/v1/articles/{id}", "/api/v1/articles/old/retired", 410},
             Case{"/api/v1/opensearch-suggest", "/api/v1/opensearch-suggest?q=pri"},
             Case{"/api/v1/opensearch-suggest", "/api/v1/opensearch-suggest?q=" + long_query, 400},
             Case{"/openapi.json", "/openapi.json"},
             Case{"/healthz", "/healthz"},
             Case{"/readyz", "/readyz"},
         }) {
        CAPTURE(target.substr(0, 80));
        const Received answer = kb.get(target);
        CHECK(answer.status == status);
        CHECK(contract_error(path, answer) == "");
    }
}

TEST_CASE("every answer to what somebody writes is as openapi.json describes it") {
    ServedWith with;
    with.suggest_origins = "https://desk.example";
    with.suggestions_at_once = 7;
    const ServedKb kb(with);
    constexpr const char* kPath = "/api/v1/suggestions";
    const auto answer = [&](const std::string& body, const std::string& type,
                            const std::string& origin) {
        Headers headers{{"Content-Type", type}, {"Content-Length", std::to_string(body.size())}};
        if (!origin.empty())
            headers.emplace_back("Origin", origin);
        return fetch(kb.port(), kPath, headers, "POST", body);
    };
    struct Case {
        std::string body, type, origin;
        int status = 200;
    };
    const std::string json = "application/json";
    const std::string jam = R"({"subject": "the printer has a paper jam", "text": "please"})";
    for (const auto& [body, type, origin, status] : {
             Case{jam, json, ""},
             Case{jam, json, "https://desk.example"},
             Case{R"({"subject": "the printer will not print"})", json, ""},
             Case{R"({"text": "no mails arrive since noon"})", json, ""},
             Case{R"({"text": "xyzzy"})", "text/plain", ""},
             Case{"{", json, "", 400},
             Case{jam, json, "https://evil.example", 403},
             Case{std::string(17'000, ' '), json, "", 413},
             Case{jam, "text/html", "", 415},
             Case{jam, json, ""},
             Case{jam, json, "", 429},
         }) {
        CAPTURE(body.substr(0, 80));
        CAPTURE(status);
        const Received received = answer(body, type, origin);
        CHECK(received.status == status);
        CHECK(contract_error(kPath, received, "post") == "");
    }
}

TEST_CASE("operators work where they are asked for, and nowhere else") {
    const ServedKb kb;
    const auto total = [&](const std::string& target) {
        return Json::parse(kb.get(target).body)["total"].get<int>();
    };
    CHECK(total("/api/v1/search?q=printer+-jam") == total("/api/v1/search?q=printer+jam"));
    CHECK(total("/api/v1/search?q=printer+-jam&ops=1") < total("/api/v1/search?q=printer"));
    CHECK(total("/api/v1/search?q=%22paper+jam%22&ops=1") == 1);
    CHECK(total("/api/v1/search?q=%22jam+paper%22&ops=1") == 0);
    CHECK(total("/api/v1/search?q=state:validated&ops=1") > 1);
    CHECK(total("/api/v1/search?q=product:Printing&ops=1") ==
          total("/api/v1/search?q=&product=Printing"));
    CHECK(kb.get("/search?q=printer+-jam&ops=1").body.find("has a paper jam") == std::string::npos);
    CHECK(kb.get("/search?q=printer+-jam").body.find("has a paper jam") != std::string::npos);
    CHECK(kb.get("/api/v1/suggest?q=printer+-jam&ops=1").body ==
          kb.get("/api/v1/suggest?q=printer+-jam").body);
}

TEST_CASE("a search answers with the members that were promised, in their order") {
    const ServedKb kb;
    const Received answer = kb.get("/api/v1/search?q=paper+jam&explain=1");
    const auto results = nlohmann::ordered_json::parse(answer.body);
    CHECK(results["query"] == "paper jam");
    CHECK(results["total"] >= 1);
    const auto& first = results["results"][0];
    CHECK(first["id"] == "KB0001");
    CHECK(first["slug"] == "printers/paper-jam");
    CHECK(first["url"].get<std::string>().starts_with("/a/printers/paper-jam"));
    CHECK(first["title"] == "The printer has a paper jam");
    CHECK(first["audience"] == "public");
    CHECK(first["reviewed"] == "2026-03-01");
    CHECK_FALSE(first["explain"].empty());
    CHECK(results["correction"].is_null());
    CHECK(results["took_ms"] >= 0);
}

TEST_CASE("limit and offset turn the pages of one list") {
    const ServedKb kb;
    const auto ids = [&](const std::string& more) {
        std::vector<std::string> found;
        const Json results = Json::parse(kb.get("/api/v1/search?q=the+printer" + more).body);
        for (const Json& result : results["results"])
            found.push_back(result["id"]);
        return found;
    };
    const auto all = ids("");
    REQUIRE(all.size() >= 2);
    CHECK(ids("&limit=1") == std::vector<std::string>{all[0]});
    CHECK(ids("&limit=1&offset=1") == std::vector<std::string>{all[1]});
    CHECK(ids("&limit=0").empty());
}

TEST_CASE("an article tells of itself and of what its reader may read") {
    const ServedKb kb;
    const Json article = Json::parse(kb.get("/api/v1/articles/KB0001").body);
    CHECK(article["url"] == "/a/printers/paper-jam");
    CHECK(article["sections"][1]["heading"] == "Pull the paper out");
    CHECK(article["html"].get<std::string>().find("both hands") != std::string::npos);
    CHECK(article["related"][0]["id"] == "KB0002");
}

TEST_CASE("no address of the API tells a reader of what agents read") {
    const ServedKb kb;
    for (const char* target :
         {"/api/v1/search?q=zyxomatic", "/api/v1/search?q=zyxomatik", "/api/v1/suggest?q=zyxo",
          "/api/v1/suggest?q=escal", "/api/v1/opensearch-suggest?q=zyxo", "/api/v1/articles/KB0900",
          "/api/v1/articles/vpn/escalation", "/sitemap.xml", "/", "/search?q=zyxomatik",
          "/a/zyxomatik"}) {
        CAPTURE(target);
        const Received answer = kb.get(target);
        CHECK(answer.body.find("Escalating") == std::string::npos);
        CHECK(answer.body.find("outages") == std::string::npos);
        if (std::string{target}.find("zyxomatic") == std::string::npos)
            CHECK(answer.body.find("zyxomatic") == std::string::npos);
    }
    CHECK(kb.get("/api/v1/articles/KB0900").body == kb.get("/api/v1/articles/none").body);
}

TEST_CASE("browsers get suggestions in their own form") {
    const ServedKb kb;
    const Received answer = kb.get("/api/v1/opensearch-suggest?q=paper", {{"Host", "kb.example"}});
    CHECK(answer.header("content-type") == "application/x-suggestions+json");
    const Json suggestions = Json::parse(answer.body);
    CHECK(suggestions[0] == "paper");
    CHECK(suggestions[1][0] == "The printer has a paper jam");
    CHECK(
        suggestions[3][0].get<std::string>().starts_with("http://kb.example/a/printers/paper-jam"));
}
