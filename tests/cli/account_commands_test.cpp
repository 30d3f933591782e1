#include "server/account_commands.h"

#include <sstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server/access/api_access.h"
#include "server/access/passwords.h"
#include "server/access/sessions.h"
#include "server/store/audit_trail.h"
#include "server/store/store.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

struct Desk {
    Desk() { config.store = folder.path() / "s.db"; }

    CommandRun run() {
        out.str("");
        err.str("");
        return {
            .config = config, .operator_name = "root", .now = at(86400), .out = out, .err = err};
    }
    static AskPassword password(const std::string& text) {
        return [text](const std::string&) { return text; };
    }
    int add(const std::string& name, const std::string& role = "agent",
            const std::string& text = "correct horse") {
        return add_user(run(), {name, role, {}}, password(text));
    }
    Account account(const std::string& name) {
        Store store(config.store);
        return AccountTable(store.connection()).named(name).value();
    }
    /// What was done, one after the other.
    std::string trail() {
        Store store(config.store);
        std::string all;
        for (const auto& entry : AuditTrail(store.connection()).entries())
            all += entry.what + " " + entry.about + "; ";
        return all;
    }

    TemporaryFolder folder;
    ServerConfig config;
    std::ostringstream out, err;
};

}  // namespace

TEST_CASE("an account is added with its groups, and listed without its hash") {
    Desk desk;
    CHECK(add_user(desk.run(), {"Anna", "agent", {"HR", "finance"}},
                   Desk::password("correct horse")) == 0);
    CHECK(desk.out.str() == "added anna as agent in hr, finance\n");
    CHECK(PasswordHasher({1, 8192}).verify(desk.account("anna").password, "correct horse"));
    CHECK(list_users(desk.run(), false) == 0);
    CHECK(desk.out.str() ==
          "anna  agent  [hr, finance]  since 1970-01-02, password of 1970-01-02\n");
    CHECK(list_users(desk.run(), true) == 0);
    const auto listed = nlohmann::json::parse(desk.out.str()).at(0);
    CHECK(listed.at("name") == "anna");
    CHECK(listed.at("groups") == nlohmann::json{"hr", "finance"});
    CHECK(listed.at("disabled") == false);
    CHECK(desk.out.str().find("argon2") == std::string::npos);
    CHECK(desk.trail() == "account-added anna as agent in hr, finance; ");
}

TEST_CASE("bad names, roles, groups and passwords are refused with a sentence") {
    Desk desk;
    CHECK(desk.add("anna") == 0);
    struct Case {
        NewUser user;
        const char* password;
        const char* complaint;
    };
    const Case cases[] = {
        {{"anna berg", "agent", {}}, "correct horse", "\"anna berg\" cannot be a name"},
        {{"ANNA", "agent", {}}, "correct horse", "there is an account \"anna\" already"},
        {{"ben", "reader", {}}, "correct horse", "\"reader\" is no role"},
        {{"ben", "agent", {"a:b"}}, "correct horse", "\"a:b\" cannot be a group"},
        {{"ben", "agent", {""}}, "correct horse", "\"\" cannot be a group"},
        {{"ben", "agent", {}}, "short", "the password is refused: it has 5 characters"},
        {{"benbenbenben", "agent", {}}, "BenBenBenBen", "it is the name of the account"},
    };
    for (const auto& [user, password, complaint] : cases) {
        CAPTURE(complaint);
        CHECK(add_user(desk.run(), user, Desk::password(password)) == 1);
        CHECK(desk.err.str().find(complaint) != std::string::npos);
        CHECK(desk.out.str().empty());
    }
    CHECK(desk.trail() == "account-added anna as agent; ");
}

TEST_CASE("nobody is asked for the password of an account that cannot be") {
    Desk desk;
    const AskPassword never = [](const std::string&) -> std::string {
        FAIL("asked");
        return {};
    };
    CHECK(add_user(desk.run(), {"a b", "agent", {}}, never) == 1);
    CHECK(add_user(desk.run(), {"anna", "boss", {}}, never) == 1);
    CHECK(desk.add("anna") == 0);
    CHECK(add_user(desk.run(), {"anna", "agent", {}}, never) == 1);
    CHECK(change_password(desk.run(), "ben", never) == 1);
    CHECK(desk.err.str() == "there is no account \"ben\"\n");
}

TEST_CASE("a new password and being disabled sign somebody out everywhere") {
    Desk desk;
    desk.add("anna");
    desk.add("ben");
    Store store(desk.config.store);
    Sessions sessions(store.connection());
    const auto sessions_of = [&](const char* name) {
        return sessions.of(desk.account(name).id, at(86400)).size();
    };
    for (const char* name : {"anna", "ben"})
        sessions.open(desk.account(name).id, "", at(86400));
    CHECK(change_password(desk.run(), "anna", Desk::password("battery staple")) == 0);
    CHECK(sessions_of("anna") == 0);
    CHECK(sessions_of("ben") == 1);
    CHECK(PasswordHasher({1, 8192}).verify(desk.account("anna").password, "battery staple"));
    CHECK(set_user_disabled(desk.run(), "Ben", true) == 0);
    CHECK(sessions_of("ben") == 0);
    CHECK(desk.account("ben").disabled);
    CHECK(set_user_disabled(desk.run(), "ben", false) == 0);
    CHECK_FALSE(desk.account("ben").disabled);
    CHECK(set_user_disabled(desk.run(), "eve", true) == 1);
    CHECK(desk.trail() ==
          "account-added anna as agent; account-added ben as agent; password-changed anna; "
          "account-disabled ben; account-enabled ben; ");
}

TEST_CASE("another role and other groups count at once, and what is not named stays") {
    Desk desk;
    desk.add("anna");
    CHECK(change_user(desk.run(), {"Anna", "writer", std::nullopt}) == 0);
    CHECK(desk.out.str() == "changed anna as writer\n");
    CHECK(change_user(desk.run(), {"anna", std::nullopt, std::vector<std::string>{"HR", "it"}}) ==
          0);
    CHECK(desk.account("anna").role == "writer");
    CHECK(desk.account("anna").groups == std::vector<std::string>{"hr", "it"});
    CHECK(change_user(desk.run(), {"anna", "lead", std::vector<std::string>{}}) == 0);
    CHECK(desk.account("anna").groups.empty());
    for (const UserChange& wrong :
         {UserChange{"anna", std::nullopt, std::nullopt}, UserChange{"ben", "agent", std::nullopt},
          UserChange{"anna", "reader", std::nullopt}, UserChange{"anna", "boss", std::nullopt},
          UserChange{"anna", std::nullopt, std::vector<std::string>{"a,b"}}})
        CHECK(change_user(desk.run(), wrong) == 1);
    CHECK(desk.account("anna").role == "lead");
    CHECK(desk.trail() ==
          "account-added anna as agent; account-changed anna as writer; account-changed anna as "
          "writer in hr, it; account-changed anna as lead; ");
}

TEST_CASE("a weak new password leaves the old one and the sessions") {
    Desk desk;
    desk.add("anna");
    const auto before = desk.account("anna").password;
    CHECK(change_password(desk.run(), "anna", Desk::password("short")) == 1);
    CHECK(desk.account("anna").password == before);
    CHECK(desk.trail() == "account-added anna as agent; ");
}

TEST_CASE("a token is printed once, works, and ends when it is revoked") {
    Desk desk;
    desk.add("anna");
    CHECK(add_token(desk.run(),
                    {.name = "desk", .account = "Anna", .scopes = {"read"}, .days = 1}) == 0);
    std::string token = desk.out.str();
    REQUIRE(token.ends_with('\n'));
    token.pop_back();
    Store store(desk.config.store);
    const auto bearer = bearer_of(token, store.connection(), at(86401));
    REQUIRE(bearer);
    CHECK(bearer->viewer.role == Role::agent);
    CHECK_FALSE(bearer_of(token, store.connection(), at(2 * 86400)));
    CHECK(list_tokens(desk.run(), false) == 0);
    CHECK(desk.out.str() ==
          "desk  account anna  read  valid, until 1970-01-03, last used 1970-01-02\n");
    CHECK(list_tokens(desk.run(), true) == 0);
    CHECK(nlohmann::json::parse(desk.out.str()).at(0).at("state") == "valid");
    CHECK(desk.out.str().find(token) == std::string::npos);
    CHECK(revoke_token(desk.run(), "desk") == 0);
    CHECK_FALSE(bearer_of(token, store.connection(), at(86401)));
    CHECK(revoke_token(desk.run(), "desk") == 1);
    CHECK(desk.trail() ==
          "account-added anna as agent; token-added desk for account anna: read; "
          "token-revoked desk; ");
}

TEST_CASE("a token needs a name of its own, somebody to act for, and scopes that exist") {
    Desk desk;
    CHECK(add_token(desk.run(), {.name = "x", .role = "writer", .scopes = {"read"}, .days = 1}) ==
          0);
    struct Case {
        NewToken token;
        const char* complaint;
    };
    const Case cases[] = {
        {{"x", {}, "writer", {"read"}, 1}, "there is, or was, a token \"x\" already"},
        {{"y z", {}, "writer", {"read"}, 1}, "\"y z\" cannot be a name"},
        {{"y", {}, {}, {"read"}, 1}, "name either --account or --role"},
        {{"y", "anna", "writer", {"read"}, 1}, "name either --account or --role"},
        {{"y", "anna", {}, {"read"}, 1}, "there is no account \"anna\""},
        {{"y", {}, "reader", {"read"}, 1}, "\"reader\" is no role"},
        {{"y", {}, "writer", {"all"}, 1},
         "\"all\" is no scope: use read, record, review, report, administer"},
    };
    for (const auto& [token, complaint] : cases) {
        CAPTURE(complaint);
        CHECK(add_token(desk.run(), token) == 1);
        CHECK(desk.err.str().find(complaint) != std::string::npos);
        CHECK(desk.out.str().empty());
    }
    CHECK(desk.trail() == "token-added x for role writer: read; ");
}

TEST_CASE("the audit trail says when, from where, who and what") {
    Desk desk;
    desk.add("anna");
    desk.add("ben");
    CHECK(show_audit_trail(desk.run(), std::nullopt, false) == 0);
    CHECK(desk.out.str() ==
          "1970-01-02T00:00:00Z  command line  root  account-added  anna as agent\n"
          "1970-01-02T00:00:00Z  command line  root  account-added  ben as agent\n");
    CHECK(show_audit_trail(desk.run(), 1, true) == 0);
    const auto entries = nlohmann::json::parse(desk.out.str());
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].at("about") == "ben as agent");
    CHECK(entries[0].at("who") == "root");
}

TEST_CASE("without a store there is nobody to list, and how to begin is said") {
    Desk desk;
    CHECK_THROWS_WITH_AS(list_users(desk.run(), false), doctest::Contains("kb-server user add"),
                         StoreError);
    CHECK_FALSE(std::filesystem::exists(desk.config.store));
}
