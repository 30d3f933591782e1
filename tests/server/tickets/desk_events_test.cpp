#include "server/tickets/desk_events.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/server/tickets/outbox_sample.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

const auto kNow = at(2'000'000'000);

/// `at` is some minutes after kNow - 10 hours.
bool tell(OutboxSample& desk, const std::string& event, int minute, const std::string& more = "",
          const std::string& which = R"("reference": "FL-1")") {
    const auto moment = kNow - 10h + std::chrono::minutes{minute};
    const auto seconds = (moment - at(2'000'000'000 - 36'000)).count();
    const auto json = fmt::format(
        R"({{"id": "e1", "event": "{}", {}, "at": "2033-05-17T{:02}:{:02}:20Z"{}{}}})", event,
        which, 17 + seconds / 3600, 33 + seconds % 3600 / 60, more.empty() ? "" : ", ", more);
    return apply_event(desk_event_from(json, kNow), desk.store.connection());
}

std::string error_of(std::string_view json) {
    try {
        desk_event_from(json, kNow);
    } catch (const BadDeskMessage& bad) {
        return bad.what();
    }
    return "none";
}

}  // namespace

TEST_CASE("what the desk tells becomes the story of a ticket") {
    OutboxSample desk;
    const auto id = desk.send(ticket_of("FL-1"));
    CHECK(tell(desk, "created", 0, R"("desk_reference": "INC-1")"));
    CHECK(desk.tickets.find(id)->state == Ticket::State::delivered);
    CHECK(desk.tickets.find(id)->desk_reference == "INC-1");
    CHECK(tell(desk, "answered", 2));
    CHECK(tell(desk, "reclassified", 3, R"("priority": "P3", "reason": "only one printer")"));
    CHECK(tell(desk, "solved", 5, R"("article": "KB0042")"));
    const auto solved = *desk.tickets.find(id);
    CHECK(solved.state == Ticket::State::solved);
    CHECK(solved.priority == "P3");
    CHECK(solved.solved_by == "KB0042");
    CHECK(*solved.solved - *solved.answered == 3min);
    CHECK(tell(desk, "reopened", 7, "", R"("desk_reference": "INC-1")"));
    CHECK(desk.tickets.find(id)->state == Ticket::State::reopened);
    const auto notes = desk.tickets.notes(id);
    REQUIRE(notes.size() == 5);
    CHECK(notes[2].who == "desk");
    CHECK(notes[2].what == "priority P2 -> P3");
    CHECK(notes[2].why == "only one printer");
    CHECK(notes[4].what == "state solved -> reopened");
}

TEST_CASE("what is told twice, or out of order, changes nothing") {
    OutboxSample desk;
    const auto id = desk.send(ticket_of("FL-1"));
    tell(desk, "solved", 5, R"("article": "KB0042")");
    tell(desk, "reopened", 7);
    tell(desk, "reclassified", 8, R"("priority": "P1")");
    tell(desk, "reclassified", 9, R"("priority": "P4")");
    const auto before = *desk.tickets.find(id);
    const auto notes = desk.tickets.notes(id).size();
    tell(desk, "solved", 5, R"("article": "KB0042")");
    tell(desk, "created", 1);
    tell(desk, "answered", 6);
    tell(desk, "reopened", 7);
    tell(desk, "reclassified", 8, R"("priority": "P1")");
    const auto after = *desk.tickets.find(id);
    CHECK(after.state == Ticket::State::reopened);
    CHECK(after.solved == before.solved);
    CHECK(after.reopened == before.reopened);
    CHECK(after.answered == before.answered);
    CHECK(after.priority == "P4");
    CHECK(desk.tickets.notes(id).size() == notes);
}

TEST_CASE("a ticket that came another way is counted, without a word of it") {
    OutboxSample desk;
    const std::string which = R"("desk_reference": "INC-9", "channel": "telephone")";
    CHECK(tell(desk, "created", 1, R"("priority": "P3")", which));
    CHECK(tell(desk, "created", 1, R"("priority": "P3")", which));
    CHECK(tell(desk, "solved", 9, R"("article": "KB7")", R"("desk_reference": "INC-9")"));
    const auto all = desk.tickets.between({}, kNow + 1s);
    REQUIRE(all.size() == 1);
    CHECK(all[0].channel == "telephone");
    CHECK(all[0].solved_by == "KB7");
    CHECK(all[0].subject.empty());
    CHECK(desk.outbox.health().waiting == 0);
    CHECK_FALSE(tell(desk, "solved", 9));
}

TEST_CASE("a message that cannot be used says what it lacks") {
    struct Case {
        const char *json, *error;
    };
    for (const auto& [json, error] : {
             Case{"", "The body must be a JSON object."},
             Case{"[1]", "The body must be a JSON object."},
             Case{"{}",
                  "\"event\" must be one of created, answered, solved, reopened, reclassified."},
             Case{R"({"event": 3})", "\"event\" must be a text."},
             Case{R"({"event": "solved"})",
                  "\"reference\" or \"desk_reference\" must say which ticket it is."},
             Case{R"({"event": "reclassified", "reference": "FL-1"})",
                  "\"priority\" must say what it is now."},
             Case{R"({"event": "solved", "reference": "FL-1"})",
                  "\"at\" must be a moment such as 2026-11-22T09:40:00Z."},
             Case{R"({"event": "solved", "reference": "FL-1", "at": "today"})",
                  "\"at\" must be a moment such as 2026-11-22T09:40:00Z."},
             Case{R"({"event": "solved", "reference": "FL-1", "at": "2026-11-22T09:40:00Z"})",
                  "none"},
         }) {
        CAPTURE(json);
        CHECK(error_of(json) == error);
    }
    CHECK(error_of(R"({"event": ")" + std::string(501, 'a') + R"("})") ==
          "\"event\" is longer than 500 bytes.");
    const auto future = desk_event_from(
        R"({"event": "solved", "reference": "FL\n1", "at": "2999-11-22T09:40:00Z"})", kNow);
    CHECK(future.at == kNow);
    CHECK(future.reference == "FL 1");
}
