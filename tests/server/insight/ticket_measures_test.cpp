#include "server/insight/ticket_measures.h"

#include <doctest/doctest.h>

#include "tests/server/insight/samples.h"

using namespace firstline;
using namespace std::chrono_literals;

TEST_CASE("half took no longer than the median, nine of ten no longer than p90") {
    struct Case {
        std::vector<std::chrono::seconds> all;
        std::optional<std::chrono::seconds> median, p90;
    };
    for (const auto& [all, median, p90] : {
             Case{{}, std::nullopt, std::nullopt},
             Case{{7s}, 7s, 7s},
             Case{{4s, 1s, 3s, 2s}, 2s, 4s},
             Case{{10s, 9s, 8s, 7s, 6s, 5s, 4s, 3s, 2s, 1s}, 5s, 9s},
         }) {
        const Durations found = durations_of(all);
        CHECK(found.n == all.size());
        CHECK(found.median == median);
        CHECK(found.p90 == p90);
    }
}

TEST_CASE("a quick answer stands beside what became of it") {
    Diary diary;
    const auto add = [&](const char* priority, int answered) -> Ticket& {
        Ticket& ticket = diary.ticket("anna", 100);
        ticket.priority = priority;
        ticket.answered = at(100 + answered);
        ticket.solved = at(10'000);
        return ticket;
    };
    add("P2", 60).reopened = at(10'000 + 7 * kDay);
    add("P2", 120).reopened = at(10'001 + 7 * kDay);
    add("P2", 180).really_solved = "partly";
    add("P3", 600).really_solved = "yes";
    diary.ticket("late", 2 * kDay);
    const TicketMeasures found = ticket_measures_of(diary.tickets, at(0), at(kDay));
    CHECK(found.all.tickets == 4);
    REQUIRE(found.priorities.size() == 2);
    const TicketGroup& urgent = found.priorities[0];
    CHECK(urgent.key == "P2");
    CHECK(urgent.first_answer.median == 120s);
    CHECK(urgent.resolved.n == 3);
    CHECK(urgent.resolved.p90 == 9900s);
    CHECK(urgent.reopened.count == 1);
    CHECK(urgent.reopened.n == 3);
    CHECK(urgent.really_solved.count == .5);
    CHECK(urgent.really_solved.n == 1);
    REQUIRE(found.channels.size() == 1);
    CHECK(found.channels[0].key == "web");
}

TEST_CASE("an answer from before the ticket, as a wrong clock tells, is none") {
    Diary diary;
    diary.ticket("anna", 100).answered = at(50);
    CHECK(ticket_measures_of(diary.tickets, at(0), at(kDay)).all.first_answer.n == 0);
}
