#include "server/store/api_tokens.h"

#include <doctest/doctest.h>

#include "server/store/accounts.h"
#include "server/store/store.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

struct Sample {
    Sample() {
        AccountTable(store.connection()).add({.name = "anna", .password = "h", .role = "agent"});
    }

    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
    ApiTokenTable tokens{store.connection()};
};

ApiToken of_account(const char* name) {
    return {.name = name,
            .account = "anna",
            .scopes = {"read", "record"},
            .created = at(10),
            .expires = at(20)};
}

ApiToken of_role(const char* name) {
    return {.name = name, .role = "writer", .scopes = {"read"}, .expires = at(20)};
}

}  // namespace

TEST_CASE("a token acts for an account or as a role, and is found by its hash") {
    Sample sample;
    CHECK(sample.tokens.add(of_account("desk"), "one"));
    CHECK(sample.tokens.add(of_role("script"), "two"));
    const auto desk = sample.tokens.find("one");
    REQUIRE(desk);
    CHECK(desk->name == "desk");
    CHECK(desk->account == "anna");
    CHECK(desk->role.empty());
    CHECK(desk->scopes == std::vector<std::string>{"read", "record"});
    CHECK(desk->created == at(10));
    CHECK(desk->expires == at(20));
    CHECK_FALSE(desk->last_used);
    CHECK_FALSE(desk->revoked);
    CHECK(sample.tokens.find("two")->role == "writer");
    CHECK(sample.tokens.find("two")->account.empty());
    CHECK_FALSE(sample.tokens.find("three"));
    CHECK(sample.tokens.all().size() == 2);
}

TEST_CASE("a token of nobody, of a stranger or of both is refused") {
    Sample sample;
    ApiToken token = of_role("x");
    token.role.clear();
    CHECK_THROWS_AS(sample.tokens.add(token, "one"), StoreError);
    token.account = "eve";
    CHECK_THROWS_AS(sample.tokens.add(token, "one"), StoreError);
    token.account = "anna";
    token.role = "admin";
    CHECK_THROWS_AS(sample.tokens.add(token, "one"), StoreError);
    CHECK(sample.tokens.all().empty());
}

TEST_CASE("a revoked token stays, with its name") {
    Sample sample;
    sample.tokens.add(of_role("script"), "one");
    CHECK_FALSE(sample.tokens.revoke("scrap", at(11)));
    CHECK(sample.tokens.revoke("script", at(12)));
    CHECK_FALSE(sample.tokens.revoke("script", at(13)));
    CHECK(sample.tokens.named("script")->revoked == at(12));
    CHECK_FALSE(sample.tokens.add(of_role("script"), "two"));
    CHECK_FALSE(sample.tokens.find("two"));
}

TEST_CASE("when a token was used last is kept") {
    Sample sample;
    sample.tokens.add(of_role("script"), "one");
    sample.tokens.set_last_used(sample.tokens.find("one")->id, at(15));
    CHECK(sample.tokens.find("one")->last_used == at(15));
}
