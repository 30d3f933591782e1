#include "server/access/api_access.h"

#include <doctest/doctest.h>

#include "server/access/secrets.h"
#include "server/store/api_tokens.h"
#include "tests/server/access/accounts_sample.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

struct Sample : AccountsSample {
    /// A token of anna's or, if a role is named, of that role.
    std::string add(const std::string& name, const std::string& role,
                    const std::vector<std::string>& scopes) {
        const std::string token = new_api_token();
        tokens.add({.name = name,
                    .account = role.empty() ? "anna" : "",
                    .role = role,
                    .scopes = scopes,
                    .expires = at(1000s)},
                   hash_of_token(token));
        return token;
    }

    ApiTokenTable tokens{connection};
};

}  // namespace

TEST_CASE("a token of an account sees what the account sees") {
    Sample sample;
    const auto token = sample.add("desk", "", {"read"});
    CHECK(token.starts_with("fl_"));
    CHECK(token.size() == 46);
    const auto bearer = bearer_of(token, sample.connection, at(1s));
    REQUIRE(bearer);
    CHECK(bearer->token == "desk");
    CHECK(bearer->viewer == Viewer{Role::agent, {"hr"}});
    sample.accounts.set_disabled(sample.anna, true);
    CHECK_FALSE(bearer_of(token, sample.connection, at(1s)));
}

TEST_CASE("a token of a role is in no group") {
    Sample sample;
    const auto bearer = bearer_of(sample.add("x", "writer", {"read"}), sample.connection, at(1s));
    REQUIRE(bearer);
    CHECK(bearer->viewer == Viewer{Role::writer, {}});
}

TEST_CASE("a token does what its scopes and its role both allow") {
    Sample sample;
    const auto bearer =
        bearer_of(sample.add("x", "agent", {"record", "administer"}), sample.connection, at(1s));
    REQUIRE(bearer);
    CHECK(may(*bearer, Permission::record));
    CHECK_FALSE(may(*bearer, Permission::read));
    CHECK_FALSE(may(*bearer, Permission::administer));
}

TEST_CASE("an expired, revoked or made-up token is nobody's") {
    Sample sample;
    const auto token = sample.add("x", "agent", {"read"});
    CHECK(bearer_of(token, sample.connection, at(999s)));
    CHECK_FALSE(bearer_of(token, sample.connection, at(1000s)));
    CHECK_FALSE(bearer_of(token + "x", sample.connection, at(1s)));
    CHECK_FALSE(bearer_of("", sample.connection, at(1s)));
    CHECK_FALSE(bearer_of(hash_of_token(token), sample.connection, at(1s)));
    sample.tokens.revoke("x", at(2s));
    CHECK_FALSE(bearer_of(token, sample.connection, at(3s)));
}

TEST_CASE("the use of a token is noted to the minute") {
    Sample sample;
    const auto token = sample.add("x", "agent", {"read"});
    const auto used_at = [&](std::chrono::seconds now) {
        CHECK(bearer_of(token, sample.connection, at(now)));
        return sample.tokens.named("x")->last_used;
    };
    CHECK(used_at(100s) == at(100s));
    CHECK(used_at(159s) == at(100s));
    CHECK(used_at(160s) == at(160s));
}
