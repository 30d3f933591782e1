#include "server/access/sign_in.h"

#include <doctest/doctest.h>

#include "server/store/audit_trail.h"
#include "tests/server/access/accounts_sample.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

struct Sample : AccountsSample {
    SignInResult try_in(std::string_view name, std::string_view password,
                        std::chrono::seconds now = 1000s, std::string_view address = "192.0.2.1") {
        return sign_in({name, password, address, "Firefox"}, connection, hasher, queue, at(now));
    }
    /// Who did what, one after the other.
    std::string trail() {
        std::string all;
        for (const auto& entry : AuditTrail(connection).entries())
            all += entry.who + " " + entry.what + " " + entry.address + "; ";
        return all;
    }
};

}  // namespace

TEST_CASE("the right password opens a session") {
    Sample sample;
    const auto result = sample.try_in("Anna", Sample::kPassword);
    REQUIRE(result.token);
    const auto signed_in = Sessions(sample.connection).resume(*result.token, at(1001s));
    REQUIRE(signed_in);
    CHECK(signed_in->account.id == sample.anna);
    CHECK(sample.trail() == "anna signed-in 192.0.2.1; ");
}

TEST_CASE("a wrong password, an unknown name and a disabled account are told alike") {
    Sample sample;
    sample.accounts.add(
        {.name = "gone", .password = sample.hasher.hash(Sample::kPassword), .role = "agent"});
    sample.accounts.set_disabled(sample.accounts.named("gone")->id, true);
    for (const auto& [name, password] : {std::pair{"anna", "wrong horse"}, std::pair{"anna", ""},
                                         std::pair{"gone", Sample::kPassword},
                                         std::pair{"eve", Sample::kPassword}, std::pair{"", ""}}) {
        CAPTURE(name);
        const auto result = sample.try_in(name, password);
        CHECK_FALSE(result.token);
        CHECK(result.wait == 0s);
    }
    CHECK(sample.connection.number("SELECT count(*) FROM sessions") == 0);
    CHECK(sample.trail() ==
          "anna sign-in-failed 192.0.2.1; anna sign-in-failed 192.0.2.1; "
          "gone sign-in-failed 192.0.2.1; ? sign-in-failed 192.0.2.1; ? sign-in-failed "
          "192.0.2.1; ");
}

TEST_CASE("who failed too often waits even with the right password, but only there") {
    Sample sample;
    while (sample.try_in("anna", "wrong horse").wait == 0s) {
    }
    const auto entries = AuditTrail(sample.connection).entries().size();
    CHECK_FALSE(sample.try_in("anna", Sample::kPassword).token);
    CHECK(AuditTrail(sample.connection).entries().size() == entries);
    CHECK(sample.try_in("anna", Sample::kPassword, 1000s, "198.51.100.7").token);
    CHECK(sample.try_in("anna", Sample::kPassword, 1002s).token);
}

TEST_CASE("names that nobody has are slowed down like any other") {
    Sample sample;
    int known = 0;
    int unknown = 0;
    while (sample.try_in("anna", "wrong", 1000s, "192.0.2.1").wait == 0s)
        ++known;
    while (sample.try_in("nobody", "wrong", 1000s, "192.0.2.2").wait == 0s)
        ++unknown;
    CHECK(known == unknown);
}
