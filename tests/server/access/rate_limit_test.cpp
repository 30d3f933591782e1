#include "server/access/rate_limit.h"

#include <thread>
#include <vector>

#include <doctest/doctest.h>

using namespace firstline;
using std::chrono::seconds;

namespace {

constexpr std::chrono::sys_seconds kNow =
    std::chrono::sys_days{std::chrono::year{2026} / 3 / 12} + std::chrono::hours{12};

/// How many of `tries` at one moment are let through.
int let_through(RateLimit& limit, std::string_view key, int tries, std::chrono::sys_seconds now) {
    int through = 0;
    for (int i = 0; i < tries; ++i)
        through += limit.take(key, now) == seconds{0} ? 1 : 0;
    return through;
}

}  // namespace

TEST_CASE("so many are let through at once, and then one in each interval") {
    RateLimit limit(3, seconds{10});
    CHECK(let_through(limit, "a", 5, kNow) == 3);
    CHECK(limit.take("a", kNow) == seconds{10});
    CHECK(limit.take("a", kNow + seconds{4}) == seconds{6});
    CHECK(limit.take("a", kNow + seconds{10}) == seconds{0});
    CHECK(limit.take("a", kNow + seconds{10}) == seconds{10});
    CHECK(let_through(limit, "a", 5, kNow + seconds{30}) == 2);
}

TEST_CASE("what is not used is saved up, but never more than the burst") {
    RateLimit limit(3, seconds{10});
    CHECK(let_through(limit, "a", 1, kNow) == 1);
    CHECK(let_through(limit, "a", 10, kNow + std::chrono::hours{24}) == 3);
}

TEST_CASE("who has to wait is let in after just that wait") {
    RateLimit limit(1, seconds{7});
    CHECK(limit.take("a", kNow) == seconds{0});
    const auto wait = limit.take("a", kNow + seconds{3});
    CHECK(wait == seconds{4});
    CHECK(limit.take("a", kNow + seconds{3} + wait - seconds{1}) == seconds{1});
    CHECK(limit.take("a", kNow + seconds{3} + wait) == seconds{0});
}

TEST_CASE("one key does not use up another's") {
    RateLimit limit(2, seconds{1});
    CHECK(let_through(limit, "a", 9, kNow) == 2);
    CHECK(let_through(limit, "b", 9, kNow) == 2);
}

TEST_CASE("a clock that is set back makes nobody wait longer than the interval") {
    RateLimit limit(2, seconds{10});
    CHECK(let_through(limit, "a", 5, kNow) == 2);
    const auto earlier = kNow - std::chrono::hours{5};
    CHECK(limit.take("a", earlier) <= seconds{10});
    CHECK(limit.take("a", earlier + seconds{10}) == seconds{0});
}

TEST_CASE("a crowd of keys does not shut out one that was there before for good") {
    RateLimit limit(1, seconds{60});
    CHECK(limit.take("a", kNow) == seconds{0});
    for (int i = 0; i < 60'000; ++i)
        CHECK(limit.take("crowd" + std::to_string(i), kNow) == seconds{0});
    CHECK(limit.take("a", kNow + seconds{60}) == seconds{0});
}

TEST_CASE("many threads at once get what one would") {
    RateLimit limit(100, seconds{60});
    std::vector<int> through(4);
    std::vector<std::thread> threads;
    for (int& mine : through)
        threads.emplace_back([&] { mine = let_through(limit, "a", 50, kNow); });
    for (auto& thread : threads)
        thread.join();
    CHECK(through[0] + through[1] + through[2] + through[3] == 100);
}
