#include "server/tickets/evidence.h"

#include <doctest/doctest.h>

#include "server/store/incidents.h"
#include "tests/server/tickets/outbox_sample.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

/// Somebody's ticket about this, so long after the beginning.
Ticket about(const std::string& topic, int number, std::chrono::seconds after = 0s) {
    Ticket ticket = ticket_of("FL-" + std::to_string(number));
    ticket.topic = topic;
    ticket.created = at(1000s + after);
    ticket.email = "p" + std::to_string(number) + "@example.com";
    ticket.affects = "me";
    ticket.work = "with-difficulty";
    ticket.priority = "P3";
    return ticket;
}

struct EvidenceDesk : OutboxSample {
    std::size_t arrive(const Ticket& ticket) {
        seconds = ticket.created.time_since_epoch().count();
        Ticket kept = ticket;
        Transaction transaction(store.connection());
        kept.id = tickets.add(ticket, {}).value();
        const auto changed = weigh_evidence(store.connection(), kept, larkfield(), now());
        transaction.commit();
        return changed;
    }
    std::string priorities() {
        std::string all;
        for (const Ticket& ticket : tickets.between({}, at(1'000'000)))
            all += (all.empty() ? "" : " ") + ticket.priority;
        return all;
    }
};

}  // namespace

TEST_CASE("tickets are similar by their incident or by half of their words") {
    struct Case {
        const char *a, *b;
        bool similar;
    };
    for (const auto& [a, b, similar] : {
             Case{"share drive open", "drive share lost", true},
             Case{"printer jam", "printer font", false},
             Case{"printer", "printer jam paper", true},
             Case{"vpn drop home", "vpn drop train slow", true},
             Case{"mail late outlook slow", "mail font size", false},
             Case{"", "", false},
             Case{"a", "", false},
         }) {
        CAPTURE(a);
        CHECK(are_similar(about(a, 1), about(b, 2)) == similar);
        CHECK(are_similar(about(b, 1), about(a, 2)) == similar);
    }
    Ticket one = about("x", 1);
    Ticket other = about("y", 2);
    one.incident = other.incident = "mail-late";
    CHECK(are_similar(one, other));
}

TEST_CASE("the fifth similar ticket within half an hour raises all of them, each with its reason") {
    EvidenceDesk desk;
    for (int i = 1; i <= 4; ++i)
        CHECK(desk.arrive(about("share drive", i, i * 7min)) == 0);
    CHECK(desk.arrive(about("printer jam", 9, 28min)) == 0);
    CHECK(desk.arrive(about("share drive gone", 5, 29min)) == 5);
    CHECK(desk.priorities() == "P2 P2 P2 P2 P3 P2");
    const auto notes = desk.tickets.notes(desk.tickets.by_reference("FL-1")->id);
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].what == "priority P3 -> P2");
    CHECK(notes[0].why == "5 similar reports in 30 minutes");
    CHECK(notes[0].who == "firstline");
    // The sixth is raised itself; the others have been raised once and stay.
    CHECK(desk.arrive(about("share drive", 6, 29min)) == 1);
    CHECK(desk.tickets.notes(desk.tickets.by_reference("FL-1")->id).size() == 1);
}

TEST_CASE("what is spread over a day, or comes from one person, is no evidence") {
    EvidenceDesk slow;
    for (int i = 1; i <= 10; ++i)
        CHECK(slow.arrive(about("share drive", i, i * 8min)) == 0);
    EvidenceDesk loud;
    for (int i = 1; i <= 10; ++i) {
        Ticket ticket = about("share drive", i, i * 1min);
        ticket.email = "boss@example.com";
        CHECK(loud.arrive(ticket) == 0);
    }
    EvidenceDesk unlike;
    const char* topics[] = {"printer jam", "font size", "vpn drop", "mail late", "screen flicker"};
    for (int i = 1; i <= 5; ++i)
        CHECK(unlike.arrive(about(topics[i - 1], i)) == 0);
}

TEST_CASE("those who say that an incident affects them too count as tickets do") {
    EvidenceDesk desk;
    IncidentTable incidents(desk.store.connection());
    for (int i = 1; i <= 4; ++i)
        incidents.join({.incident = "mail", .visitor = "v" + std::to_string(i), .at = at(1000)});
    incidents.join({.incident = "wifi", .visitor = "v9", .at = at(1000)});
    Ticket other = about("", 1, 60s);
    other.incident = "wifi";
    CHECK(desk.arrive(other) == 0);
    Ticket ticket = about("", 2, 60s);
    ticket.incident = "mail";
    CHECK(desk.arrive(ticket) == 1);
    Ticket late = about("", 3, 2h);
    late.incident = "mail";
    CHECK(desk.arrive(late) == 0);
}

TEST_CASE("evidence goes one step from what each person said, and never lowers anything") {
    const auto plan = larkfield();
    CHECK(wider(plan, "me") == "team");
    CHECK(wider(plan, "team") == "site");
    CHECK(wider(plan, "site") == "site");
    CHECK(wider(plan, "forged") == "forged");
    EvidenceDesk desk;
    const char* affects[] = {"me", "team", "site", "me", "me"};
    for (int i = 1; i <= 5; ++i) {
        Ticket ticket = about("share drive", i);
        ticket.affects = affects[i - 1];
        ticket.priority = priority_for(plan, ticket.affects, ticket.work);
        if (i == 4)
            ticket.priority = "P1";
        desk.arrive(ticket);
    }
    CHECK(desk.priorities() == "P2 P1 P1 P1 P2");
}

TEST_CASE("a white-glove label changes no priority, with evidence or without") {
    EvidenceDesk desk;
    for (int i = 1; i <= 5; ++i) {
        Ticket ticket = about("share drive", i);
        ticket.label = i % 2 == 0 ? "white-glove" : "";
        CHECK(priority_for(larkfield(), ticket.affects, ticket.work) == "P3");
        desk.arrive(ticket);
    }
    CHECK(desk.priorities() == "P2 P2 P2 P2 P2");
    EvidenceDesk alone;
    Ticket ticket = about("share drive", 1);
    ticket.label = "white-glove";
    ticket.name = "The Director";
    alone.arrive(ticket);
    CHECK(alone.priorities() == "P3");
}

TEST_CASE("what an agent has classified stays, and the desk hears of what it has already") {
    EvidenceDesk desk;
    for (int i = 1; i <= 4; ++i)
        desk.arrive(about("share drive", i));
    auto classified = *desk.tickets.by_reference("FL-1");
    desk.tickets.note(classified.id, {at(1), "desk", "priority P2 -> P3", "not urgent"});
    auto delivered = *desk.tickets.by_reference("FL-2");
    delivered.state = Ticket::State::delivered;
    desk.tickets.update(delivered);
    CHECK(desk.arrive(about("share drive", 5)) == 4);
    CHECK(desk.priorities() == "P3 P2 P2 P2 P2");
    const auto due = desk.outbox.due(desk.now(), 10);
    REQUIRE(due.size() == 1);
    const auto handoff = handoff_for(due[0], desk.store.connection());
    CHECK(handoff.event == "reclassified");
    CHECK(handoff.ticket.reference == "FL-2");
    CHECK(handoff.reason == "5 similar reports in 30 minutes");
    CHECK(handoff.key != ticket_key("FL-2"));
}
