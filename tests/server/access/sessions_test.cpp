#include "server/access/sessions.h"

#include <doctest/doctest.h>

#include "tests/server/access/accounts_sample.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

constexpr SessionLimits kLimits{.idle = 100s, .whole = 1000s};

struct Sample : AccountsSample {
    Sessions sessions{connection, kLimits};
};

}  // namespace

TEST_CASE("whoever shows the token of a session is its account") {
    Sample sample;
    const auto token = sample.sessions.open(sample.anna, "Firefox", at(1s));
    const auto signed_in = sample.sessions.resume(token, at(2s));
    REQUIRE(signed_in);
    CHECK(signed_in->account.name == "anna");
    CHECK(signed_in->session.user_agent == "Firefox");
    CHECK_FALSE(sample.sessions.resume("", at(2s)));
    CHECK_FALSE(sample.sessions.resume(token + "x", at(2s)));
}

TEST_CASE("the store holds no token") {
    Sample sample;
    const auto token = sample.sessions.open(sample.anna, "Firefox", at(1s));
    Statement select(sample.connection, "SELECT token_hash FROM sessions");
    REQUIRE(select.step());
    CHECK(select.text(0).size() == 64);
    CHECK(select.text(0) != token);
    CHECK_FALSE(sample.sessions.resume(select.text(0), at(2s)));
}

TEST_CASE("a session ends when it is not used, and use keeps it alive") {
    Sample sample;
    const auto token = sample.sessions.open(sample.anna, "", at(0s));
    CHECK(sample.sessions.resume(token, at(100s)));
    CHECK(sample.sessions.resume(token, at(200s)));
    CHECK_FALSE(sample.sessions.resume(token, at(301s)));
}

TEST_CASE("a session ends after its whole time, however much it is used") {
    Sample sample;
    const auto token = sample.sessions.open(sample.anna, "", at(0s));
    for (auto now = 90s; now < 1000s; now += 90s)
        CHECK(sample.sessions.resume(token, at(now)));
    CHECK(sample.sessions.resume(token, at(999s)));
    CHECK_FALSE(sample.sessions.resume(token, at(1000s)));
}

TEST_CASE("a disabled account has no sessions, and a new role counts at once") {
    Sample sample;
    const auto token = sample.sessions.open(sample.anna, "", at(0s));
    sample.connection.run("UPDATE accounts SET role = 'writer'");
    CHECK(sample.sessions.resume(token, at(1s))->account.role == "writer");
    sample.accounts.set_disabled(sample.anna, true);
    CHECK_FALSE(sample.sessions.resume(token, at(1s)));
}

TEST_CASE("signing out ends one session, signing out everywhere all of them") {
    Sample sample;
    const auto one = sample.sessions.open(sample.anna, "one", at(0s));
    const auto two = sample.sessions.open(sample.anna, "two", at(1s));
    const auto three = sample.sessions.open(sample.anna, "three", at(2s));
    const auto session = sample.sessions.resume(one, at(3s))->session.id;
    CHECK_FALSE(sample.sessions.close(sample.anna + 1, session));
    CHECK(sample.sessions.close(sample.anna, session));
    CHECK_FALSE(sample.sessions.resume(one, at(3s)));
    CHECK(sample.sessions.resume(two, at(3s)));
    CHECK(sample.sessions.close_all(sample.anna) == 2);
    CHECK_FALSE(sample.sessions.resume(two, at(3s)));
    CHECK_FALSE(sample.sessions.resume(three, at(3s)));
}

TEST_CASE("the list of sessions leaves out those that ended") {
    Sample sample;
    sample.sessions.open(sample.anna, "old", at(0s));
    sample.sessions.open(sample.anna, "new", at(50s));
    CHECK(sample.sessions.of(sample.anna, at(100s)).size() == 2);
    const auto sessions = sample.sessions.of(sample.anna, at(101s));
    REQUIRE(sessions.size() == 1);
    CHECK(sessions[0].user_agent == "new");
}

TEST_CASE("a new session clears away those that ended") {
    Sample sample;
    sample.sessions.open(sample.anna, "old", at(0s));
    sample.sessions.open(sample.anna, "new", at(101s));
    CHECK(sample.connection.number("SELECT count(*) FROM sessions") == 1);
}

TEST_CASE("a browser's name is kept short and printable") {
    Sample sample;
    sample.sessions.open(sample.anna, "Fire\x1b[31m\nfox\xff" + std::string(500, 'x'), at(0s));
    const auto sessions = sample.sessions.of(sample.anna, at(0s));
    REQUIRE(sessions.size() == 1);
    CHECK(sessions[0].user_agent.starts_with("Fire[31mfoxxx"));
    CHECK(sessions[0].user_agent.size() <= 200);
}

TEST_CASE("of very many sessions of one account those that were seen last stay") {
    Sample sample;
    const auto first = sample.sessions.open(sample.anna, "", at(0s));
    const auto second = sample.sessions.open(sample.anna, "", at(1s));
    std::string last;
    for (int i = 0; i < 49; ++i)
        last = sample.sessions.open(sample.anna, "", at(2s));
    CHECK_FALSE(sample.sessions.resume(first, at(3s)));
    CHECK(sample.sessions.resume(second, at(3s)));
    CHECK(sample.sessions.resume(last, at(3s)));
    CHECK(sample.sessions.of(sample.anna, at(3s)).size() == 50);
}
