#include "server/store/accounts.h"

#include <doctest/doctest.h>

#include "server/store/store.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

Account anna() {
    return {.name = "anna",
            .password = "hash",
            .role = "agent",
            .groups = {"hr", "finance"},
            .created = at(100),
            .password_changed = at(100)};
}

}  // namespace

TEST_CASE("an account is kept as it was added") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    AccountTable accounts(store.connection());
    CHECK(accounts.add(anna()));
    const auto kept = accounts.named("anna");
    REQUIRE(kept);
    CHECK(kept->name == "anna");
    CHECK(kept->password == "hash");
    CHECK(kept->role == "agent");
    CHECK(kept->groups == std::vector<std::string>{"hr", "finance"});
    CHECK_FALSE(kept->disabled);
    CHECK(kept->created == at(100));
    CHECK(accounts.find(kept->id)->name == "anna");
    CHECK_FALSE(accounts.named("Anna"));
    CHECK_FALSE(accounts.find(kept->id + 1));
}

TEST_CASE("a name is given once, and the first account of it stays as it is") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    AccountTable accounts(store.connection());
    CHECK(accounts.add(anna()));
    Account other = anna();
    other.password = "another";
    CHECK_FALSE(accounts.add(other));
    CHECK(accounts.all().size() == 1);
    CHECK(accounts.named("anna")->password == "hash");
}

TEST_CASE("accounts without groups are listed by name beside others") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    AccountTable accounts(store.connection());
    accounts.add({.name = "zoe", .password = "h", .role = "admin"});
    accounts.add(anna());
    const auto all = accounts.all();
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "anna");
    CHECK(all[1].name == "zoe");
    CHECK(all[1].groups.empty());
}

TEST_CASE("an account is disabled, enabled and given another password") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    AccountTable accounts(store.connection());
    accounts.add(anna());
    const auto id = accounts.named("anna")->id;
    accounts.set_disabled(id, true);
    CHECK(accounts.find(id)->disabled);
    accounts.set_disabled(id, false);
    CHECK_FALSE(accounts.find(id)->disabled);
    accounts.set_password(id, "new", at(200));
    CHECK(accounts.find(id)->password == "new");
    CHECK(accounts.find(id)->password_changed == at(200));
    CHECK(accounts.find(id)->created == at(100));
}

TEST_CASE("no account can be a reader or have a role that nobody knows") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    AccountTable accounts(store.connection());
    for (const char* role : {"reader", "root", ""}) {
        CAPTURE(role);
        CHECK_THROWS_AS(accounts.add({.name = "eve", .password = "h", .role = role}), StoreError);
    }
    CHECK(accounts.all().empty());
}

TEST_CASE("a store and its copy are for their owner alone") {
    const TemporaryFolder folder;
    const auto mode = [&](const char* name) {
        return std::filesystem::status(folder.path() / name).permissions() &
               std::filesystem::perms::all;
    };
    constexpr auto kOwner =
        std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
    Store store(folder.path() / "s.db");
    AccountTable(store.connection()).add(anna());
    store.backup(folder.path() / "copy.db");
    CHECK(mode("s.db") == kOwner);
    CHECK(mode("s.db-wal") == kOwner);
    CHECK(mode("copy.db") == kOwner);
}
