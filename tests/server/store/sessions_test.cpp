#include "server/store/sessions.h"

#include <doctest/doctest.h>

#include "server/store/accounts.h"
#include "server/store/store.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

struct Sample {
    Sample() {
        AccountTable accounts(store.connection());
        accounts.add({.name = "anna", .password = "h", .role = "agent"});
        accounts.add({.name = "ben", .password = "h", .role = "agent"});
        anna = accounts.named("anna")->id;
        ben = accounts.named("ben")->id;
    }
    void add(std::int64_t account, const char* hash, int seen, int expires) {
        sessions.add({.account = account,
                      .created = at(1),
                      .last_seen = at(seen),
                      .expires = at(expires),
                      .user_agent = "Firefox"},
                     hash);
    }

    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
    SessionTable sessions{store.connection()};
    std::int64_t anna = 0, ben = 0;
};

}  // namespace

TEST_CASE("a session is found by the hash of its token only") {
    Sample sample;
    sample.add(sample.anna, "one", 10, 100);
    const auto session = sample.sessions.find("one");
    REQUIRE(session);
    CHECK(session->account == sample.anna);
    CHECK(session->created == at(1));
    CHECK(session->last_seen == at(10));
    CHECK(session->expires == at(100));
    CHECK(session->user_agent == "Firefox");
    CHECK_FALSE(sample.sessions.find("ONE"));
    CHECK_FALSE(sample.sessions.find(""));
}

TEST_CASE("an account's sessions are listed, the last seen first") {
    Sample sample;
    sample.add(sample.anna, "one", 10, 100);
    sample.add(sample.anna, "two", 20, 100);
    sample.add(sample.ben, "three", 30, 100);
    sample.sessions.set_last_seen(sample.sessions.find("one")->id, at(40));
    const auto sessions = sample.sessions.of(sample.anna);
    REQUIRE(sessions.size() == 2);
    CHECK(sessions[0].last_seen == at(40));
    CHECK(sessions[1].last_seen == at(20));
}

TEST_CASE("nobody ends the session of somebody else") {
    Sample sample;
    sample.add(sample.anna, "one", 10, 100);
    const auto id = sample.sessions.find("one")->id;
    CHECK_FALSE(sample.sessions.remove(sample.ben, id));
    CHECK(sample.sessions.find("one"));
    CHECK(sample.sessions.remove(sample.anna, id));
    CHECK_FALSE(sample.sessions.remove(sample.anna, id));
    CHECK_FALSE(sample.sessions.find("one"));
}

TEST_CASE("all sessions of an account end at once, and no others") {
    Sample sample;
    sample.add(sample.anna, "one", 10, 100);
    sample.add(sample.anna, "two", 20, 100);
    sample.add(sample.ben, "three", 30, 100);
    CHECK(sample.sessions.remove_all(sample.anna) == 2);
    CHECK(sample.sessions.remove_all(sample.anna) == 0);
    CHECK(sample.sessions.find("three"));
}

TEST_CASE("sessions that ended by themselves are cleared away") {
    Sample sample;
    sample.add(sample.anna, "idle", 10, 100);
    sample.add(sample.anna, "expired", 50, 60);
    sample.add(sample.anna, "alive", 20, 61);
    sample.sessions.remove_ended(at(20), at(60));
    CHECK_FALSE(sample.sessions.find("idle"));
    CHECK_FALSE(sample.sessions.find("expired"));
    CHECK(sample.sessions.find("alive"));
}
