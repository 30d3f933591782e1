#include "server/store/outbox.h"

#include <doctest/doctest.h>

#include "server/store/store.h"
#include "server/store/tickets.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tickets.h"

using namespace firstline;

namespace {

struct Kept {
    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
    OutboxTable outbox{store.connection()};

    std::int64_t add(const std::string& key, int seconds) {
        REQUIRE(outbox.add({.kind = "mail", .key = key, .payload = "{}", .created = at(seconds)}));
        return store.connection().last_inserted();
    }
    std::string due(int seconds, unsigned most = 100) {
        std::string keys;
        for (const OutboxItem& item : outbox.due(at(seconds), most))
            keys += item.key;
        return keys;
    }
};

}  // namespace

TEST_CASE("an item is kept as it was put in, and may be tried at once") {
    Kept kept;
    const auto id =
        TicketTable(kept.store.connection()).add(ticket_with("FL-1", at(1)), {}).value();
    CHECK(kept.outbox.add({.kind = "ticket",
                           .key = "ticket-FL-1",
                           .ticket = id,
                           .payload = R"({"a": "'\n"})",
                           .created = at(100),
                           .next = at(9999),
                           .attempts = 7,
                           .last_error = "ignored"}));
    const auto due = kept.outbox.due(at(100), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].kind == "ticket");
    CHECK(due[0].key == "ticket-FL-1");
    CHECK(due[0].ticket == id);
    CHECK(due[0].payload == R"({"a": "'\n"})");
    CHECK(due[0].created == at(100));
    CHECK(due[0].next == at(100));
    CHECK(due[0].attempts == 0);
    CHECK(due[0].last_error.empty());
    CHECK_FALSE(due[0].delivered);
    CHECK_FALSE(due[0].dead);
    kept.add("b", 100);
    CHECK_FALSE(kept.outbox.due(at(100), 10).at(1).ticket);
}

TEST_CASE("a key stands in the outbox once, also after it was delivered") {
    Kept kept;
    const auto id = kept.add("a", 100);
    const OutboxItem again{.kind = "mail", .key = "a", .payload = "other", .created = at(200)};
    CHECK_FALSE(kept.outbox.add(again));
    kept.outbox.set_delivered(id, at(150));
    CHECK_FALSE(kept.outbox.add(again));
    CHECK(kept.due(1000).empty());
}

TEST_CASE("what waits longest is due first, and nothing before its time") {
    Kept kept;
    kept.add("c", 300);
    kept.add("a", 100);
    kept.add("b", 200);
    kept.add("B", 200);
    CHECK(kept.due(99).empty());
    CHECK(kept.due(200) == "abB");
    CHECK(kept.due(1000) == "abBc");
    CHECK(kept.due(1000, 2) == "ab");
    CHECK(kept.outbox.next_due() == at(100));
}

TEST_CASE("an attempt that fails is counted and tried again at its moment") {
    Kept kept;
    const auto id = kept.add("a", 100);
    kept.add("b", 150);
    kept.outbox.set_failed(id, "connection refused", at(400));
    kept.outbox.set_failed(id, "503", at(500));
    CHECK(kept.outbox.next_due() == at(150));
    CHECK(kept.due(499) == "b");
    CHECK(kept.due(500) == "ba");
    const auto item = kept.outbox.due(at(500), 10).at(1);
    CHECK(item.attempts == 2);
    CHECK(item.last_error == "503");
    CHECK(item.created == at(100));
    CHECK(item.next == at(500));
}

TEST_CASE("what was delivered or given up waits no more") {
    Kept kept;
    CHECK_FALSE(kept.outbox.next_due());
    const auto a = kept.add("a", 100);
    const auto b = kept.add("b", 100);
    kept.outbox.set_delivered(a, at(110));
    kept.outbox.set_dead(b, "no such address", at(120));
    CHECK_FALSE(kept.outbox.next_due());
    CHECK(kept.due(1000).empty());
    const auto dead = kept.outbox.dead();
    REQUIRE(dead.size() == 1);
    CHECK(dead[0].key == "b");
    CHECK(dead[0].dead == at(120));
    CHECK(dead[0].attempts == 1);
    CHECK(dead[0].last_error == "no such address");
}

TEST_CASE("dead items are revived one or all, and begin anew") {
    Kept kept;
    const auto a = kept.add("a", 100);
    const auto b = kept.add("b", 100);
    const auto c = kept.add("c", 100);
    const auto done = kept.add("d", 100);
    kept.outbox.set_delivered(done, at(110));
    for (const auto id : {a, b, c})
        kept.outbox.set_dead(id, "gone", at(200));
    CHECK(kept.outbox.revive(b, at(300)) == 1);
    CHECK(kept.due(300) == "b");
    CHECK(kept.outbox.due(at(300), 10).at(0).attempts == 0);
    CHECK(kept.outbox.revive(b, at(300)) == 0);
    CHECK(kept.outbox.revive(done, at(300)) == 0);
    CHECK(kept.outbox.revive(999, at(300)) == 0);
    CHECK(kept.outbox.revive(std::nullopt, at(400)) == 2);
    CHECK(kept.due(299).empty());
    CHECK(kept.due(400) == "bac");
    CHECK(kept.outbox.dead().empty());
}

TEST_CASE("the outbox tells how it stands") {
    Kept kept;
    const auto empty = kept.outbox.health();
    CHECK(empty.waiting == 0);
    CHECK(empty.dead == 0);
    CHECK_FALSE(empty.oldest_waiting);
    CHECK_FALSE(empty.last_delivered);
    CHECK(empty.last_error.empty());

    const auto a = kept.add("a", 100);
    const auto b = kept.add("b", 200);
    const auto c = kept.add("c", 300);
    kept.add("d", 400);
    kept.outbox.set_failed(a, "refused", at(900));
    kept.outbox.set_failed(a, "timed out", at(900));
    kept.outbox.set_delivered(a, at(950));
    kept.outbox.set_delivered(b, at(940));
    kept.outbox.set_dead(c, "no such queue", at(960));
    const auto health = kept.outbox.health();
    CHECK(health.waiting == 1);
    CHECK(health.dead == 1);
    CHECK(health.oldest_waiting == at(400));
    CHECK(health.last_delivered == at(950));
    CHECK(health.last_error == "no such queue");
}

TEST_CASE("a ticket and its place in the outbox are kept together or not at all") {
    Kept kept;
    const auto add_both = [&](bool commit) {
        Transaction transaction(kept.store.connection());
        const auto id =
            TicketTable(kept.store.connection()).add(ticket_with("FL-1", at(1)), {}).value();
        kept.outbox.add({.kind = "ticket", .key = "k", .ticket = id, .created = at(1)});
        if (commit)
            transaction.commit();
    };
    add_both(false);
    CHECK(kept.due(10).empty());
    CHECK_FALSE(TicketTable(kept.store.connection()).by_reference("FL-1"));
    add_both(true);
    CHECK(kept.due(10) == "k");
}
