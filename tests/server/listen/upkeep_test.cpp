#include "server/listen/upkeep.h"

#include <doctest/doctest.h>

#include "server/store/drafts.h"
#include "server/store/events.h"
#include "server/store/votes.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

constexpr std::chrono::days kDay{1};

Vote confirmed_by(const std::string& visitor) {
    return {.token = "of " + visitor,
            .visitor = visitor,
            .article = "KB1",
            .text_hash = "hash",
            .answer = Vote::Answer::yes,
            .query = "printer wont print",
            .topic = "printer print",
            .seen = true,
            .at = at(1000)};
}

}  // namespace

TEST_CASE("upkeep removes old events and drafts, and learns only when it is told to") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "store.db";
    const auto now = at(300 * kDay);
    Store store(file);
    Connection& connection = store.connection();
    EventTable events(connection);
    const std::vector<Event> two{{.at = now - 200 * kDay, .visitor = "a"},
                                 {.at = now - kDay, .visitor = "b"}};
    events.add(two);
    DraftTable drafts(connection);
    drafts.put("old", "{}", now - 2 * kDay);
    drafts.put("new", "{}", now - std::chrono::hours{1});
    VoteTable votes(connection);
    for (const char* visitor : {"v", "w"})
        votes.put(confirmed_by(visitor), {"hash", "KB1", "text"});

    CHECK(keep_up(file, {.keep = std::chrono::days{400}}, true, now).from_readers.learned == 1);
    CHECK(events.between({}, now).size() == 2);
    CHECK(keep_up(file, {}, false, now).from_readers.learned == 0);
    REQUIRE(events.between({}, now).size() == 1);
    CHECK(events.between({}, now).front().visitor == "b");
    CHECK_FALSE(drafts.fields("old").has_value());
    CHECK(drafts.fields("new").has_value());
    const auto learned = store.learned();
    REQUIRE(learned.size() == 1);
    CHECK(learned.front().source == kReadersSource);
    CHECK(learned.front().question == "printer wont print");
    // The votes stay, but nothing tells any more whose they were.
    for (const Vote& vote : votes.between({}, now))
        CHECK_FALSE(vote.visitor.has_value());
}

TEST_CASE("upkeep of a store that is not there makes none") {
    const TemporaryFolder folder;
    CHECK(keep_up(folder.path() / "none.db", {}, true, at(0)).from_readers.learned == 0);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "none.db"));
}
