#include "server/access/sign_in_throttle.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/server/access/accounts_sample.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

struct Sample : AccountsSample {
    /// Fails as often as is allowed at one moment; how often that was.
    int fail(std::string_view name, std::string_view network, std::chrono::seconds now) {
        int made = 0;
        while (throttle.begin(name, network, at(now)) == 0s)
            ++made;
        return made;
    }

    SignInThrottle throttle{connection};
};

}  // namespace

TEST_CASE("the wait doubles from the first failure that is not free, up to a bound") {
    constexpr DelayRule kRule{2, 3s, 20s};
    CHECK(delay_after(0, kRule) == 0s);
    CHECK(delay_after(2, kRule) == 0s);
    CHECK(delay_after(3, kRule) == 3s);
    CHECK(delay_after(4, kRule) == 6s);
    CHECK(delay_after(5, kRule) == 12s);
    CHECK(delay_after(6, kRule) == 20s);
    CHECK(delay_after(4'000'000'000, kRule) == 20s);
}

TEST_CASE("who guesses at one name waits longer and longer") {
    Sample sample;
    CHECK(sample.fail("anna", "n", 1000s) == 6);
    CHECK(sample.throttle.begin("anna", "n", at(1000s)) == 2s);
    CHECK(sample.throttle.begin("anna", "n", at(1001s)) == 1s);
    CHECK(sample.throttle.begin("anna", "n", at(1002s)) == 0s);
    CHECK(sample.throttle.begin("anna", "n", at(1002s)) == 4s);
}

TEST_CASE("a guesser gets some three hundred guesses a day at one name") {
    Sample sample;
    int made = 0;
    for (auto now = 0s; now < 24h; now += 1s)
        made += sample.throttle.begin("anna", "n", at(now)) == 0s ? 1 : 0;
    CHECK(made > 200);
    CHECK(made < 310);
}

TEST_CASE("nobody is locked out by what is done from elsewhere") {
    Sample sample;
    for (int i = 0; i < 50; ++i)
        CHECK(sample.fail("anna", fmt::format("192.0.2.{}", i), 1000s) > 0);
    CHECK(sample.throttle.begin("anna", "198.51.100.7", at(1000s)) == 0s);
}

TEST_CASE("a network that tries many names waits too, but never long") {
    Sample sample;
    int made = 0;
    while (sample.throttle.begin(fmt::format("name{}", made), "n", at(1000s)) == 0s)
        ++made;
    CHECK(made == 31);
    for (auto now = 1000s; now < 3000s; now += 1s)
        CHECK(sample.throttle.begin(fmt::format("later{}", now.count()), "n", at(now)) <= 30s);
}

TEST_CASE("who is known in a network does not wait for the others there") {
    Sample sample;
    CHECK(sample.throttle.begin("anna", "n", at(0s)) == 0s);
    sample.throttle.succeeded("anna", "n", at(0s));
    for (int i = 0; i < 40; ++i)
        sample.throttle.begin(fmt::format("name{}", i), "n", at(24h));
    CHECK(sample.throttle.begin("ben", "n", at(24h)) > 0s);
    CHECK(sample.throttle.begin("anna", "n", at(24h)) == 0s);
}

TEST_CASE("after a success slips are free again, while the network's failures stay") {
    Sample sample;
    for (int i = 0; i < 5; ++i)
        CHECK(sample.throttle.begin("anna", "n", at(1000s)) == 0s);
    CHECK(sample.throttle.begin("anna", "n", at(1000s)) == 0s);
    sample.throttle.succeeded("anna", "n", at(1000s));
    CHECK(sample.fail("anna", "n", 1000s) == 6);
    // 5 and 6 failures: 20 more make 31.
    int others = 0;
    while (sample.throttle.begin(fmt::format("name{}", others), "n", at(1000s)) == 0s)
        ++others;
    CHECK(others == 20);
}

TEST_CASE("a day without an attempt is a new beginning") {
    Sample sample;
    sample.fail("anna", "n", 0s);
    CHECK(sample.fail("anna", "n", 24h) == 6);
}

TEST_CASE("a clock that was set back does not make the wait longer than the rule") {
    Sample sample;
    sample.fail("anna", "n", 100'000s);
    CHECK(sample.throttle.begin("anna", "n", at(0s)) == 2s);
}

TEST_CASE("what was typed as a name is not kept") {
    Sample sample;
    sample.throttle.begin("my-secret-password", "n", at(0s));
    CHECK(sample.connection.number("SELECT count(*) FROM sign_in_attempts") == 2);
    CHECK(sample.connection.number("SELECT count(*) FROM sign_in_attempts"
                                   " WHERE account = 'my-secret-password'") == 0);
}

TEST_CASE("which addresses are one network") {
    CHECK(network_of("192.0.2.7") == "192.0.2.7");
    CHECK(network_of("::ffff:192.0.2.7") == "192.0.2.7");
    CHECK(network_of("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64");
    CHECK(network_of("2001:DB8:1:2::1") == "2001:db8:1:2::/64");
    CHECK(network_of("2001:db8:1:3::1") == "2001:db8:1:3::/64");
    CHECK(network_of("::1") == "::/64");
    CHECK(network_of("") == "");
    CHECK(network_of("nonsense") == "nonsense");
}

TEST_CASE("guesses from ever other networks of one IPv6 customer are slowed down together") {
    AccountsSample sample;
    SignInThrottle throttle(sample.connection);
    unsigned made = 0;
    for (int i = 0; i < 60; ++i) {
        const auto network = network_of(fmt::format("2001:db8:1:{:x}::9", i));
        made += throttle.begin("anna", network, at(1s)) == 0s ? 1 : 0;
    }
    CHECK(made == kOneNameWidely.free + 1);
    CHECK(throttle.begin("anna", network_of("2001:db8:2:1::9"), at(1s)) == 0s);
    CHECK(wide_network_of("2001:db8:1:2::/64") == "2001:db8:1::/48");
    CHECK(wide_network_of("192.0.2.7").empty());
}
