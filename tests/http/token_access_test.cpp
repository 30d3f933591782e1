#include <doctest/doctest.h>

#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

namespace {

constexpr const char* kRestricted = "/api/v1/articles/KB0900";

Headers showing(const std::string& token) {
    return {{"Authorization", "Bearer " + token}};
}

}  // namespace

TEST_CASE("a program with a token reads what the role behind it may read") {
    ServedKb kb;
    kb.add_account("anna", "agent");
    const std::string agent = kb.add_token("agent", {"read"});
    const std::string employee = kb.add_token("employee", {"read"});
    const std::string anna = kb.add_token("anna", {"read", "record"});
    CHECK(kb.get(kRestricted).status == 404);
    CHECK(kb.get(kRestricted, showing(employee)).status == 404);
    CHECK(kb.get(kRestricted, showing(agent)).status == 200);
    CHECK(kb.get(kRestricted, showing(anna)).status == 200);
    CHECK(kb.get(kRestricted, {{"Authorization", "bearer  " + agent}}).status == 200);
    CHECK(kb.get("/a/vpn/escalation", showing(agent)).status == 200);
    kb.disable_account("anna");
    CHECK(kb.get(kRestricted, showing(anna)).status == 401);
}

TEST_CASE("a token that is not valid is told, whatever it asks for") {
    ServedKb kb;
    const std::string token = kb.add_token("agent", {"read"});
    for (const std::string& shown :
         {token + "x", token.substr(1), std::string{"fl_"}, std::string{}})
        for (const char* path : {"/api/v1/search?q=vpn", "/", "/healthz", kRestricted}) {
            const Received answer = kb.get(path, showing(shown));
            CHECK(answer.status == 401);
            CHECK(answer.header("www-authenticate") == "Bearer error=\"invalid_token\"");
            CHECK(answer.header("content-type") == "application/problem+json");
        }
    // Other schemes are a proxy's business.
    CHECK(kb.get("/", {{"Authorization", "Basic YTpi"}}).status == 200);
}

TEST_CASE("a token opens what its scopes say, and nothing that is for people") {
    ServedKb kb;
    kb.add_account("anna", "admin");
    const std::string recorder = kb.add_token("anna", {"record"});
    const Received answer = kb.get("/api/v1/search?q=vpn", showing(recorder));
    CHECK(answer.status == 403);
    CHECK(answer.body.find("scope \\\"read\\\"") != std::string::npos);
    const std::string all =
        kb.add_token("anna", {"read", "record", "review", "report", "administer"});
    for (const char* path : {"/account", "/sign-in"})
        CHECK(kb.get(path, showing(all)).status == 404);
    CHECK(fetch(kb.port(), "/account/password",
                {{"Authorization", "Bearer " + all}, {"Content-Length", "0"}}, "POST")
              .status == 404);
}
