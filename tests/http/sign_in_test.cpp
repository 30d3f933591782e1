#include <doctest/doctest.h>

#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

namespace {

constexpr const char* kRestricted = "/a/vpn/escalation";

std::vector<std::string> acts_of(const ServedKb& kb) {
    std::vector<std::string> acts;
    for (const AuditEntry& entry : kb.audit_trail())
        acts.push_back(entry.who + " " + entry.what);
    return acts;
}

}  // namespace

TEST_CASE("without an account there is nothing to sign in to") {
    const ServedKb kb;
    const std::string nothing = kb.get("/a/none").body;
    for (const char* path : {"/sign-in", "/account"}) {
        CAPTURE(path);
        CHECK(kb.get(path).status == 404);
        CHECK(kb.get(path).header("set-cookie").empty());
    }
    CHECK(nothing.find("Sign in") == std::string::npos);
}

TEST_CASE("an agent signs in, reads what is for agents, and signs out") {
    ServedKb kb;
    kb.add_account("anna", "agent");
    Visitor anna(kb.port());
    const std::string before = anna.get(kRestricted).body;
    CHECK(anna.get(kRestricted).status == 404);

    const Received asked = anna.get("/account?x=1");
    CHECK(asked.status == 303);
    CHECK(asked.header("location") == "/sign-in?to=%2Faccount%3Fx%3D1");
    const Received form = anna.get(asked.header("location"));
    CHECK(form.status == 200);
    CHECK(form.header("cache-control") == "no-store");
    // Telephones put a capital before a name and a blank behind it.
    const Received signed_in = anna.post(
        "/sign-in", {{"name", "Anna "}, {"password", ServedKb::kPassword}, {"to", "/account?x=1"}});
    REQUIRE(signed_in.status == 303);
    CHECK(signed_in.header("location") == "/account?x=1");
    CHECK(signed_in.header("set-cookie").find("HttpOnly; SameSite=Lax") != std::string::npos);

    const Received article = anna.get(kRestricted);
    CHECK(article.status == 200);
    CHECK(article.header("cache-control") == "private, no-store");
    CHECK(holds(article, "Agents only"));
    CHECK(holds(anna.get("/search?q=zyxomatic"), "audience-agents"));
    const Received account = anna.get("/account");
    CHECK(holds(account, "anna"));
    CHECK(holds(account, "Agent"));
    CHECK(holds(account, "this browser"));

    const Received out = anna.post("/sign-out", {});
    CHECK(out.status == 303);
    CHECK(out.header("location") == "/");
    CHECK(anna.get(kRestricted).status == 404);
    anna.cookies.clear();
    CHECK(anna.get(kRestricted).body == before);
    CHECK(acts_of(kb) == std::vector<std::string>{"anna signed-in", "anna signed-out"});
}

TEST_CASE("a wrong password, a name that nobody has and a disabled account answer alike") {
    ServedKb kb;
    kb.add_account("anna", "agent");
    kb.add_account("ben", "admin");
    kb.disable_account("ben");
    std::vector<std::string> pages;
    for (const auto& [name, password] : {std::pair{"anna", "no password"},
                                         {"nobody", "no password"},
                                         {"ben", "no password"},
                                         {"ben", ServedKb::kPassword}}) {
        Visitor visitor(kb.port());
        const Received answer = visitor.sign_in(name, password);
        CHECK(answer.status == 403);
        CHECK(holds(answer, "The name or the password is not right"));
        CHECK(holds(answer, std::string{"value=\""} + name + "\""));
        CHECK_FALSE(holds(answer, password));
        std::string page = answer.body;
        for (const std::string& own : {visitor.form_token, std::string{name}})
            for (auto at = page.find(own); at != std::string::npos; at = page.find(own))
                page.erase(at, own.size());
        pages.push_back(page);
    }
    for (const std::string& page : pages)
        CHECK(page == pages.front());
}

TEST_CASE("who fails too often waits, who knows the password elsewhere does not") {
    MovedClock time{ServedKb::kNoon};
    ServedKb kb({{"a.md", "---\ntitle: A\naudience: public\n---\n\nText.\n"}}, time.clock(),
                {.trusted_proxies = "127.0.0.1"});
    kb.add_account("anna", "agent");
    const Headers attacker{{"X-Forwarded-For", "203.0.113.9"}, {"X-Forwarded-Proto", "https"}};
    Visitor guess(kb.port());
    Headers with_origin = attacker;
    with_origin.emplace_back("Origin", "https://127.0.0.1:" + std::to_string(kb.port()));
    Received last;
    for (int i = 0; i < 8; ++i)
        last = guess.sign_in("anna", "guess number " + std::to_string(i), with_origin);
    CHECK(last.status == 429);
    CHECK(last.header("retry-after") == "2");
    CHECK(holds(last, "Please wait 2 seconds"));
    // The right password from there must wait, too; from elsewhere it is as ever.
    CHECK(guess.sign_in("anna", ServedKb::kPassword, with_origin).status == 429);
    Visitor anna(kb.port());
    CHECK(anna.sign_in("anna", ServedKb::kPassword).status == 303);
    time.now += std::chrono::seconds{2};
    CHECK(guess.sign_in("anna", ServedKb::kPassword, with_origin).status == 303);
}

TEST_CASE("a form counts only from a page of this server, of this session") {
    ServedKb kb;
    kb.add_account("anna", "agent");
    Visitor anna(kb.port());
    const std::map<std::string, std::string> right{{"name", "anna"},
                                                   {"password", ServedKb::kPassword}};
    anna.get("/sign-in");
    for (const Headers& from :
         {Headers{{"Origin", "https://evil.example"}}, Headers{{"Origin", "null"}},
          Headers{{"Referer", "https://evil.example/127.0.0.1"}},
          Headers{{"Origin", "http://127.0.0.1:1"}}}) {
        CAPTURE(from.front().second);
        CHECK(anna.post("/sign-in", right, from).status == 403);
    }
    const std::string here = "http://127.0.0.1:" + std::to_string(kb.port());
    CHECK(
        anna.post("/sign-in", right, {{"Origin", here}, {"Sec-Fetch-Site", "cross-site"}}).status ==
        403);
    auto forged = right;
    for (const std::string& token : {std::string{}, std::string(64, '0'), anna.form_token + "0"}) {
        forged["form_token"] = token;
        CHECK(anna.post("/sign-in", forged).status == 403);
    }
    CHECK(acts_of(kb).empty());
    CHECK(anna.post("/sign-in", right, {{"Referer", here + "/sign-in"}}).status == 303);

    // The token of before signing in is none of the session's.
    const std::string old = anna.form_token;
    CHECK(anna.post("/sign-out", {{"form_token", old}}).status == 403);
    CHECK(anna.get("/account").status == 200);
    Visitor ben(kb.port());
    kb.add_account("ben", "agent");
    CHECK(ben.sign_in("ben", ServedKb::kPassword).status == 303);
    ben.get("/account");
    anna.get("/account");
    CHECK(anna.post("/sign-out", {{"form_token", ben.form_token}}).status == 403);
    CHECK(anna.get("/account").status == 200);
}

TEST_CASE("signing in leads to a page of this server and to no other") {
    ServedKb kb;
    kb.add_account("anna", "agent");
    for (const std::string to : {"https://evil.example/", "//evil.example/", "/\\evil.example",
                                 "\\\\evil.example", "/\t/evil.example", "javascript:alert(1)",
                                 "evil.example", "", "/ /evil.example", "/\r\nSet-Cookie: a=b"}) {
        CAPTURE(to);
        Visitor visitor(kb.port());
        visitor.get("/sign-in");
        const Received answer = visitor.post(
            "/sign-in", {{"name", "anna"}, {"password", ServedKb::kPassword}, {"to", to}});
        CHECK(answer.status == 303);
        CHECK(answer.header("location") == "/");
    }
    Visitor visitor(kb.port());
    visitor.sign_in("anna", ServedKb::kPassword);
    CHECK(visitor.get("/sign-in?to=%2F%2Fevil.example").header("location") == "/");
    CHECK(visitor.get("/sign-in?to=%2Fa%2Fx%3Fq%3D%25").header("location") == "/a/x?q=%");
}

TEST_CASE("over plain http only this machine may sign in") {
    ServedKb kb;
    kb.add_account("anna", "agent");
    struct Case {
        const char* name;
        Headers headers;
    };
    for (const auto& [name, headers] :
         {Case{"another name", {{"Host", "kb.example.com"}}},
          Case{"a proxy that is not trusted", {{"X-Forwarded-For", "192.0.2.7"}}},
          Case{"a proxy by another header", {{"Via", "1.1 proxy"}}},
          Case{"https as anybody can write it",
               {{"Host", "kb.example.com"}, {"X-Forwarded-Proto", "https"}}}}) {
        CAPTURE(name);
        Visitor visitor(kb.port());
        const Received page = visitor.get("/sign-in", headers);
        CHECK(page.status == 403);
        CHECK(holds(page, "needs a protected connection"));
        CHECK_FALSE(holds(page, "type=\"password\""));
        CHECK(page.header("set-cookie").empty());
    }
    ServedKb behind({{"a.md", "---\ntitle: A\naudience: public\n---\n\nText.\n"}},
                    [] { return ServedKb::kNoon; }, {.base_url = "http://kb.example.com"});
    behind.add_account("anna", "agent");
    Visitor through_silent_proxy(behind.port());
    CHECK(through_silent_proxy.sign_in("anna", ServedKb::kPassword).status == 403);
    CHECK(through_silent_proxy
              .sign_in("anna", ServedKb::kPassword, {{"Origin", "http://kb.example.com"}})
              .status == 403);
    // Nor does a session that was begun here count there.
    Visitor anna(kb.port());
    CHECK(anna.sign_in("anna", ServedKb::kPassword).status == 303);
    CHECK(anna.get(kRestricted, {{"Host", "kb.example.com"}}).status == 404);
    CHECK(anna.get(kRestricted, {{"Host", "localhost:8080"}}).status == 200);
}

TEST_CASE("over https the cookie is for https alone") {
    ServedKb kb({{"a.md", "---\ntitle: A\naudience: public\n---\n\nText.\n"}},
                [] { return ServedKb::kNoon; }, {.trusted_proxies = "127.0.0.1"});
    kb.add_account("anna", "agent");
    Visitor anna(kb.port());
    const Headers https{{"Host", "kb.example.com"},
                        {"X-Forwarded-Proto", "https"},
                        {"X-Forwarded-For", "192.0.2.7"},
                        {"Origin", "https://kb.example.com"}};
    const Received answer = anna.sign_in("anna", ServedKb::kPassword, https);
    REQUIRE(answer.status == 303);
    const std::string cookie = answer.header("set-cookie");
    CHECK(cookie.starts_with("__Host-firstline_session="));
    CHECK(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"));
    CHECK(anna.get("/account", https).status == 200);
    // The same token by the name of plain http is nobody's.
    Headers plain = https;
    plain.emplace_back("Cookie",
                       "firstline_session=" + anna.cookies.at("__Host-firstline_session"));
    anna.cookies.clear();
    CHECK(anna.get("/account", plain).status == 303);
    CHECK(kb.audit_trail().back().address == "192.0.2.7");
}

TEST_CASE("a body that is not plainly as long as it says is refused") {
    ServedKb kb;
    kb.add_account("anna", "agent");
    struct Case {
        std::string head;
        int status;
    };
    const std::string start = "POST /sign-in HTTP/1.1\r\nHost: a\r\n";
    for (const auto& [head, status] :
         {Case{start + "\r\n", 411},
          Case{start + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411},
          Case{start + "Content-Length: 4\r\nContent-Encoding: gzip\r\n\r\nabcd", 415},
          Case{start + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", 400},
          Case{start + "Content-Length: -1\r\n\r\n", 413},
          Case{start + "Content-Length: 70000\r\n\r\n", 413},
          Case{start + "Content-Length: 04\r\n\r\nabcd", 400},
          Case{start + "Content-Length: 4\r\n\r\nabcd", 403}}) {
        CAPTURE(head);
        ClientConnection connection(kb.port());
        connection.send(head);
        CHECK(connection.receive().status == status);
    }
    ClientConnection patient(kb.port());
    patient.send(start + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    CHECK(patient.receive().status == 100);
    patient.send("a=b");
    CHECK(patient.receive().status == 403);
    // The connection serves on after a body that was read.
    patient.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(patient.receive().status == 200);
}
