#include "server/access/gate.h"

#include <filesystem>
#include <thread>

#include <doctest/doctest.h>

#include "tests/server/access/accounts_sample.h"
#include "tests/support/until.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

constexpr PasswordCost kCheap{.passes = 1, .memory = 8192};

std::string token_of_anna(Gate& gate) {
    const auto result =
        gate.sign_in({.name = "anna", .password = AccountsSample::kPassword}, at(1s));
    return result.token.value_or("");
}

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

TEST_CASE("of many strangers who sign in at once some are told to come back, who is known is not") {
    const AccountsSample sample;
    // Slow enough that they meet.
    const PasswordCost slow{.passes = 8, .memory = 16 << 20};
    Gate gate(sample.folder.path() / "s.db", slow);
    const auto anna_from = [&](const char* address, std::chrono::seconds when) {
        return gate.sign_in(
            {.name = "anna", .password = AccountsSample::kPassword, .address = address}, at(when));
    };
    REQUIRE(anna_from("198.51.100.1", 1s).token);
    std::atomic<int> busy{0};
    std::atomic<int> begun{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 3 * HashQueue::kMostStrangers; ++i)
        threads.emplace_back([&, i] {
            ++begun;
            const std::string address = "192.0.2." + std::to_string(i);
            if (gate.sign_in({.name = "nobody", .password = "x", .address = address}, at(2s)).busy)
                ++busy;
        });
    REQUIRE(until([&] { return begun == 3 * HashQueue::kMostStrangers; }));
    const auto anna = anna_from("198.51.100.1", 2s);
    for (auto& thread : threads)
        thread.join();
    CHECK(anna.token);
    CHECK(busy >= 1);
    CHECK(anna_from("203.0.113.7", 3s).token);
}

TEST_CASE("a session goes on while somebody else writes, and where nothing can be written") {
    const AccountsSample sample;
    Gate gate(sample.folder.path() / "s.db", kCheap);
    const std::string token = token_of_anna(gate);
    Store other(sample.folder.path() / "s.db");
    const Transaction writing(other.connection());
    const auto begin = std::chrono::steady_clock::now();
    CHECK(gate.resume(token, at(3600s)));
    CHECK(std::chrono::steady_clock::now() - begin < 2s);
}

TEST_CASE("a password that was reset meanwhile stays as it was reset") {
    AccountsSample sample;
    Gate gate(sample.folder.path() / "s.db", kCheap);
    const std::string token = token_of_anna(gate);
    const auto stolen = gate.resume(token, at(2s));
    REQUIRE(stolen);
    const auto reset = sample.hasher.hash("set by an administrator");
    sample.accounts.set_password(sample.anna, reset, at(3s));
    const AccountAct act{*stolen, "192.0.2.1", at(4s)};
    const auto change =
        gate.change_password(act, AccountsSample::kPassword, "set by somebody else");
    CHECK_FALSE(change.done);
    CHECK(sample.accounts.find(sample.anna)->password == reset);
    CHECK(gate.resume(token, at(5s)));
}

TEST_CASE("a store that another file takes the place of is that file from then on") {
    AccountsSample sample;
    const auto file = sample.folder.path() / "s.db";
    Gate gate(file, kCheap);
    REQUIRE(gate.account("anna"));
    const auto copy = sample.folder.path() / "copy.db";
    sample.store.backup(copy);
    {
        Store changed(copy);
        AccountTable(changed.connection()).set_disabled(sample.anna, true);
    }
    std::filesystem::rename(copy, file);
    for (const char* beside : {"-wal", "-shm"})
        std::filesystem::remove(file.string() + beside);
    CHECK(gate.account("anna")->disabled);
    std::filesystem::remove(file);
    CHECK_FALSE(gate.account("anna"));
}

TEST_CASE("a store that cannot be looked for is told as any trouble with it") {
    const TemporaryFolder folder;
    Gate gate(folder.path() / std::string(300, 'x'), kCheap);
    CHECK_THROWS_AS(gate.has_accounts(), StoreError);
}
