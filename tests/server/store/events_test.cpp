#include "server/store/events.h"

#include <doctest/doctest.h>

#include "server/store/store.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;
using namespace std::string_literals;

namespace {

struct Kept {
    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
    EventTable events{store.connection()};
};

Event search_by(const std::string& visitor, int seconds) {
    return {.kind = Event::Kind::search,
            .at = at(seconds),
            .visitor = visitor,
            .query = "printer jam",
            .topic = "printer jam",
            .shown = {"kb1", "kb2"},
            .total = 2};
}

std::string visitors_of(const std::vector<Event>& events) {
    std::string all;
    for (const Event& event : events)
        all += event.visitor;
    return all;
}

}  // namespace

TEST_CASE("an event is kept as it happened, whatever people typed") {
    Kept kept;
    const Event event{.kind = Event::Kind::search,
                      .at = at(100),
                      .visitor = "v",
                      .by_desk = true,
                      .query = "'; DROP TABLE events --\n\0\xF0\x9F\x98\x80"s,
                      .topic = "drop tabl",
                      .article = "kb'1",
                      .type = "fix",
                      .text_hash = "abc",
                      .rank = 7,
                      .shown = {"kb,1", "kb 2", "kb'3"},
                      .total = 4'000'000'000U,
                      .sure = true,
                      .dwell = std::chrono::seconds{90},
                      .incident = "mail-late"};
    kept.events.add(std::vector{event});
    const auto all = kept.events.between(at(0), at(1000));
    REQUIRE(all.size() == 1);
    const Event& it = all[0];
    CHECK(it.id > 0);
    CHECK(it.kind == Event::Kind::search);
    CHECK(it.at == at(100));
    CHECK(it.visitor == "v");
    CHECK(it.by_desk);
    CHECK(it.query == event.query);
    CHECK(it.topic == "drop tabl");
    CHECK(it.article == "kb'1");
    CHECK(it.type == "fix");
    CHECK(it.text_hash == "abc");
    CHECK(it.rank == 7);
    CHECK(it.shown == event.shown);
    CHECK(it.total == 4'000'000'000U);
    CHECK(it.sure);
    CHECK(it.dwell == std::chrono::seconds{90});
    CHECK(it.incident == "mail-late");
}

TEST_CASE("every kind of event comes back as what it was") {
    Kept kept;
    std::vector<Event> events;
    for (const auto kind : {Event::Kind::search, Event::Kind::view, Event::Kind::dwell,
                            Event::Kind::suggestions_shown, Event::Kind::suggestion_opened,
                            Event::Kind::door, Event::Kind::incident_joined})
        events.push_back({.kind = kind, .at = at(1), .visitor = "v"});
    kept.events.add(events);
    const auto all = kept.events.between(at(0), at(2));
    REQUIRE(all.size() == events.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(all[i].kind == events[i].kind);
        CHECK(all[i].shown.empty());
    }
    CHECK(name_of(Event::Kind::suggestion_opened) == "suggestion-opened");
}

TEST_CASE("events are read in the order in which they happened, up to but not at the end") {
    Kept kept;
    kept.events.add(std::vector{search_by("c", 300), search_by("a", 100), search_by("b", 200),
                                search_by("d", 400), search_by("B", 200)});
    CHECK(visitors_of(kept.events.between(at(100), at(400))) == "abBc");
    CHECK(visitors_of(kept.events.between(at(101), at(401))) == "bBcd");
    CHECK(kept.events.between(at(500), at(100)).empty());
}

TEST_CASE("what one visitor did is told apart from what others did") {
    Kept kept;
    kept.events.add(std::vector{search_by("anna", 300), search_by("anna", 100),
                                search_by("Anna", 200), search_by("anna ", 250)});
    const auto all = kept.events.of("anna", at(0));
    REQUIRE(all.size() == 2);
    CHECK(all[0].at == at(100));
    CHECK(all[1].at == at(300));
    CHECK(kept.events.of("anna", at(101)).size() == 1);
    CHECK(kept.events.of("anna", at(300)).size() == 1);
    CHECK(kept.events.of("%", at(0)).empty());
}

TEST_CASE("a batch in which one event cannot be kept leaves none of them") {
    Kept kept;
    kept.store.connection().run(
        "CREATE TRIGGER full BEFORE INSERT ON events WHEN NEW.visitor = 'last'"
        " BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    CHECK_THROWS_AS(kept.events.add(std::vector{search_by("first", 1), search_by("last", 2)}),
                    StoreError);
    CHECK(kept.events.between(at(0), at(10)).empty());
    kept.events.add(std::vector{search_by("first", 1)});
    CHECK(kept.events.between(at(0), at(10)).size() == 1);
}

TEST_CASE("what is older than the end of retention is removed and counted") {
    Kept kept;
    kept.events.add(std::vector{search_by("a", 100), search_by("b", 199), search_by("c", 200)});
    CHECK(kept.events.purge(at(200)) == 2);
    CHECK(visitors_of(kept.events.between(at(0), at(1000))) == "c");
    CHECK(kept.events.purge(at(200)) == 0);
}
