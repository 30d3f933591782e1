#include <doctest/doctest.h>

#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

namespace {

constexpr const char* kForAgents = "/a/agents";
constexpr const char* kForHr = "/a/hr";

std::vector<KbFile> files() {
    return {{"_kb.yml", "name: Test desk\ngroups: [hr]\n"},
            {"open.md", "---\ntitle: Open\naudience: public\n---\n\nText.\n"},
            {"staff.md", "---\ntitle: Staff\naudience: employees\n---\n\nText.\n"},
            {"agents.md", "---\ntitle: Agents\naudience: agents\n---\n\nText.\n"},
            {"hr.md", "---\ntitle: People\naudience: [hr]\n---\n\nText.\n"}};
}

ServedWith behind(const std::string& proxies) {
    return {.trusted_proxies = proxies,
            .single_sign_on = {.user_header = "X-Auth-Request-User",
                               .groups_header = "X-Auth-Request-Groups",
                               .roles = {{"helpdesk", Role::agent}, {"bosses", Role::lead}}},
            .sign_in_url = "/oauth2/sign_in",
            .sign_out_url = "/oauth2/sign_out"};
}

Headers from_proxy(const std::string& user, const std::string& groups = {}) {
    Headers headers{{"X-Auth-Request-User", user},
                    {"X-Forwarded-For", "192.0.2.7"},
                    {"X-Forwarded-Proto", "https"}};
    if (!groups.empty())
        headers.emplace_back("X-Auth-Request-Groups", groups);
    return headers;
}

constexpr auto kNoonClock = [] { return ServedKb::kNoon; };

}  // namespace

TEST_CASE("who signed in at the proxy is an employee, and what their groups make them") {
    const ServedKb kb(files(), kNoonClock, behind("127.0.0.1"));
    CHECK(kb.get("/a/staff").status == 404);
    CHECK(kb.get("/a/staff", from_proxy("cora@example.com")).status == 200);
    CHECK(kb.get(kForAgents, from_proxy("cora@example.com")).status == 404);
    CHECK(kb.get(kForAgents, from_proxy("cora", "all, HelpDesk")).status == 200);
    CHECK(kb.get(kForAgents, from_proxy("cora", "helpdesks,xhelpdesk")).status == 404);
    CHECK(kb.get(kForHr, from_proxy("cora", "helpdesk")).status == 404);
    CHECK(kb.get(kForHr, from_proxy("cora", "HR")).status == 200);
    const Received account = kb.get("/account", from_proxy("Cora <b>", "bosses,hr"));
    CHECK(account.status == 200);
    CHECK(account.body.find("Cora &lt;b&gt;") != std::string::npos);
    CHECK(account.body.find("Lead") != std::string::npos);
    CHECK(account.body.find("/oauth2/sign_out") != std::string::npos);
    CHECK(account.body.find("type=\"password\"") == std::string::npos);
}

TEST_CASE("the headers of who is no trusted proxy say nothing") {
    for (const char* trusted : {"", "10.0.0.0/8", "127.0.0.2"}) {
        ServedWith with = behind(trusted);
        const ServedKb kb(files(), kNoonClock, with);
        CHECK(kb.get(kForAgents, from_proxy("cora", "helpdesk")).status == 404);
        CHECK(kb.get("/account", from_proxy("cora", "helpdesk")).status == 303);
    }
}

TEST_CASE("a header that came twice, is empty or no name is nobody's") {
    const ServedKb kb(files(), kNoonClock, behind("127.0.0.0/8"));
    Headers twice = from_proxy("cora");
    twice.emplace_back("x-auth-request-user", "admin");
    CHECK(kb.get("/a/staff", twice).status == 404);
    CHECK(kb.get("/a/staff", from_proxy("")).status == 404);
    CHECK(kb.get("/a/staff", from_proxy(std::string(201, 'x'))).status == 404);
    Headers groups_twice = from_proxy("cora", "all");
    groups_twice.emplace_back("X-Auth-Request-Groups", "helpdesk");
    CHECK(kb.get(kForAgents, groups_twice).status == 404);
}

TEST_CASE("an account of the same name adds to what the proxy says, or keeps out") {
    ServedKb kb(files(), kNoonClock, behind("127.0.0.1"));
    kb.add_account("cora", "agent", {"hr"});
    CHECK(kb.get(kForAgents, from_proxy("cora")).status == 200);
    CHECK(kb.get(kForHr, from_proxy("Cora")).status == 200);
    CHECK(kb.get("/account", from_proxy("cora", "bosses")).body.find("Lead") != std::string::npos);
    kb.disable_account("cora");
    CHECK(kb.get("/a/staff", from_proxy("cora", "bosses")).status == 404);
}

TEST_CASE("who is not signed in is led to the proxy's page, and an account still opens ours") {
    ServedKb kb(files(), kNoonClock, behind("127.0.0.1"));
    const Headers https{{"X-Forwarded-For", "192.0.2.7"}, {"X-Forwarded-Proto", "https"}};
    CHECK(kb.get("/account", https).header("location") == "/oauth2/sign_in");
    CHECK(kb.get("/sign-in", https).header("location") == "/oauth2/sign_in");
    kb.add_account("root", "admin");
    CHECK(kb.get("/sign-in", https).status == 200);
    CHECK(kb.get("/sign-in", from_proxy("cora")).status == 200);
}

TEST_CASE("a token of the proxy's own is no token of this server") {
    const ServedKb kb(files(), kNoonClock, behind("127.0.0.1"));
    Headers headers = from_proxy("cora", "helpdesk");
    headers.emplace_back("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln");
    CHECK(kb.get(kForAgents, headers).status == 200);
    headers.back().second = "Bearer fl_nobodys";
    CHECK(kb.get(kForAgents, headers).status == 401);
}

TEST_CASE("the client behind trusted proxies is the nearest that is none of them") {
    ServedKb kb(files(), kNoonClock, behind("127.0.0.1, 10.0.0.0/8"));
    kb.add_account("anna", "agent");
    for (const auto& [forwarded, client] : {std::pair{"192.0.2.7", "192.0.2.7"},
                                            {"6.6.6.6, 192.0.2.7, 10.1.2.3", "192.0.2.7"},
                                            {"10.1.1.1, 10.1.2.3", "10.1.1.1"},
                                            {"not an address, 10.1.2.3", "10.1.2.3"},
                                            {"192.0.2.7:4711", "192.0.2.7"}}) {
        Visitor anna(kb.port());
        const std::string host = "127.0.0.1:" + std::to_string(kb.port());
        CHECK(anna.sign_in("anna", ServedKb::kPassword,
                           {{"X-Forwarded-For", forwarded},
                            {"X-Forwarded-Proto", "https"},
                            {"Host", host},
                            {"Origin", "https://" + host}})
                  .status == 303);
        CHECK(kb.audit_trail().back().address == client);
    }
}
