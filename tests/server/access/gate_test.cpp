#include "server/access/gate.h"

#include <thread>

#include <doctest/doctest.h>

#include "tests/server/access/accounts_sample.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

constexpr PasswordCost kCheap{.passes = 1, .memory = 8192};

}  // namespace

TEST_CASE("where there is no store nobody can come in, and none is made") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "s.db";
    Gate gate(file, kCheap);
    CHECK_FALSE(gate.has_accounts());
    CHECK_FALSE(gate.resume("token", at(1s)));
    CHECK_FALSE(gate.bearer("token", at(1s)));
    CHECK_FALSE(gate.account("anna"));
    CHECK_FALSE(gate.sign_in({.name = "anna", .password = "x"}, at(1s)).token);
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("a store that is made later is found then") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "s.db";
    Gate gate(file, kCheap);
    CHECK_FALSE(gate.has_accounts());
    Store store(file);
    CHECK_FALSE(gate.has_accounts());
    AccountTable(store.connection()).add({.name = "anna", .password = "h", .role = "agent"});
    CHECK(gate.has_accounts());
}

TEST_CASE("many threads come in at once") {
    const AccountsSample sample;
    Gate gate(sample.folder.path() / "s.db", kCheap);
    const auto first =
        gate.sign_in({.name = "anna", .password = AccountsSample::kPassword}, at(1s));
    REQUIRE(first.token);
    std::atomic<int> seen{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < 20; ++round)
                if (gate.resume(*first.token, at(std::chrono::seconds{1 + round * 61})))
                    ++seen;
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(seen == 160);
}

TEST_CASE("of many who sign in at once few are looked at, and the others are told to come back") {
    const AccountsSample sample;
    // Slow enough that they meet.
    Gate gate(sample.folder.path() / "s.db", {.passes = 8, .memory = 16 << 20});
    std::atomic<int> busy{0};
    std::atomic<int> looked_at{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&, i] {
            const std::string address = "192.0.2." + std::to_string(i);
            const auto result =
                gate.sign_in({.name = "nobody", .password = "x", .address = address}, at(1s));
            ++(result.busy ? busy : looked_at);
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(looked_at >= 1);
    CHECK(busy + looked_at == 8);
    CHECK(busy >= 1);
    CHECK(gate.sign_in({.name = "nobody", .password = "x", .address = "::1"}, at(2s)).busy ==
          false);
}
