#include "server/tickets/retry_rules.h"

#include <doctest/doctest.h>

#include "tests/support/moments.h"

using namespace firstline;
using namespace std::chrono_literals;

TEST_CASE("each attempt waits twice as long as the one before, up to the longest") {
    const RetryRules rules;
    struct Case {
        unsigned attempts;
        std::chrono::seconds least, most;
    };
    for (const auto& [attempts, least, most] :
         {Case{0, 5s, 10s}, Case{1, 5s, 10s}, Case{2, 10s, 20s}, Case{3, 20s, 40s},
          Case{8, 640s, 1280s}, Case{9, 900s, 1800s}, Case{50, 900s, 1800s},
          Case{4'000'000'000U, 900s, 1800s}}) {
        CAPTURE(attempts);
        CHECK(wait_after(attempts, rules, 0) == least);
        CHECK(wait_after(attempts, rules, 0.999999) == most);
    }
    CHECK(wait_after(1, {.first = 0s}, 0.5) == 1s);
}

TEST_CASE("a ticket is given up after days and many attempts, never for one of the two alone") {
    const RetryRules rules;
    OutboxItem item{.created = at(0)};
    item.attempts = 500;
    CHECK_FALSE(is_given_up(item, rules, at(5 * 24h - 1s)));
    CHECK(is_given_up(item, rules, at(5 * 24h)));
    item.attempts = 18;
    CHECK_FALSE(is_given_up(item, rules, at(365 * 24h)));
    item.attempts = 19;
    CHECK(is_given_up(item, rules, at(365 * 24h)));
}
