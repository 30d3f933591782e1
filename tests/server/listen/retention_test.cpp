#include "server/listen/retention.h"

#include <doctest/doctest.h>

#include "server/store/counters.h"
#include "server/store/events.h"
#include "server/store/pseudonyms.h"
#include "server/store/store.h"
#include "server/store/votes.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tickets.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

constexpr auto kKeep = std::chrono::days{30};
const auto kNow = at(100 * 24h);
const auto kOld = kNow - kKeep - 1s;
const auto kYoung = kNow - kKeep;

}  // namespace

TEST_CASE("at the end of retention what people did is gone, and what they said has no name") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    auto& connection = store.connection();
    EventTable events(connection);
    VoteTable votes(connection);
    TicketTable tickets(connection);
    events.add(
        std::vector{Event{.at = kOld, .visitor = "old"}, Event{.at = kYoung, .visitor = "young"}});
    for (const auto when : {kOld, kYoung}) {
        const std::string name = when == kOld ? "old" : "young";
        votes.put({.token = name, .visitor = name, .article = "kb1", .text_hash = "h", .at = when},
                  {"h", "kb1", "text"});
        Ticket ticket = ticket_with(name, when);
        ticket.visitor = name;
        tickets.add(ticket, {});
    }
    CounterTable counters(connection);
    const auto last = std::chrono::floor<std::chrono::days>(kYoung);
    counters.add(last - std::chrono::days{1}, kViewsFollowed, 1);
    counters.add(last, kViewsFollowed, 10);

    purge_old(connection, kKeep, kNow);
    CHECK(events.of("old", {}).empty());
    CHECK(events.of("young", {}).size() == 1);
    CHECK_FALSE(votes.by_token("old")->visitor);
    CHECK(votes.by_token("young")->visitor == "young");
    CHECK_FALSE(tickets.by_reference("old")->visitor);
    CHECK(tickets.by_reference("young")->visitor == "young");
    CHECK(counters.between({}, last + std::chrono::days{1})[std::string{kViewsFollowed}] == 10);
    CHECK(votes.text("h"));
}

TEST_CASE("nobody is known for longer than a visitor lives, however long events are kept") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    PseudonymTable pseudonyms(store.connection());
    pseudonyms.of("old", "x", {}, kNow - kVisitorLife - 1s);
    pseudonyms.of("young", "y", {}, kNow - kVisitorLife);
    purge_old(store.connection(), kKeep, kNow);
    CHECK(pseudonyms.of("old", "new", {}, kNow) == "new");
    CHECK(pseudonyms.of("young", "new", {}, kNow) == "y");
}

TEST_CASE("a purge that fails in the middle removes nothing") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    EventTable events(store.connection());
    events.add(std::vector{Event{.at = kOld, .visitor = "old"}});
    PseudonymTable(store.connection()).of("old", "x", {}, kNow - kVisitorLife - 1s);
    store.connection().run(
        "CREATE TRIGGER broken BEFORE DELETE ON pseudonyms BEGIN SELECT RAISE(ABORT, 'x'); END");
    CHECK_THROWS_AS(purge_old(store.connection(), kKeep, kNow), StoreError);
    CHECK(events.of("old", {}).size() == 1);
}
