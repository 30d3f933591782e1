#include "server/insight/report.h"

#include <doctest/doctest.h>

#include "tests/server/insight/samples.h"

using namespace firstline;
using namespace std::chrono;

namespace {

InsightInput input_of(Diary& diary, sys_seconds from, sys_seconds until) {
    diary.problems();  // puts it in the order of time
    return {.events = diary.events,
            .votes = diary.votes,
            .tickets = diary.tickets,
            .from = from,
            .until = until};
}

}  // namespace

TEST_CASE("weeks begin on Monday") {
    const sys_days monday{year{2026} / 3 / 9};
    CHECK(monday_of(monday) == monday);
    CHECK(monday_of(monday + days{6} + hours{23}) == monday);
    CHECK(monday_of(monday - seconds{1}) == monday - days{7});
}

TEST_CASE("a report of nothing says that it is empty, and has its weeks") {
    Diary diary;
    const auto from = sys_days{year{2026} / 3 / 9};
    const InsightReport report = insight_report(input_of(diary, from, from + days{10}), from);
    CHECK(report.empty);
    REQUIRE(report.weeks.size() == 2);
    CHECK(report.weeks[0].whole);
    CHECK_FALSE(report.weeks[1].whole);
}

TEST_CASE("a problem that began before the time asked for is whole in it") {
    Diary diary;
    diary.read("anna", 10, "A", "printer");
    diary.door("anna", 3 * kDay, "printer");
    diary.vote("anna", 3 * kDay + 60, Vote::Answer::yes);
    const InsightReport report =
        insight_report(input_of(diary, at(2 * kDay), at(20 * kDay)), at(20 * kDay));
    CHECK(report.deflection.all.of(Outcome::confirmed).count == 1);
    CHECK(report.searches.searches == 0);
}

TEST_CASE("beside the numbers stands how much they know of") {
    Diary diary;
    diary.door("anna", 10, "printer");
    diary.ticket("anna", 60, "printer");
    diary.ticket("without events", 60);
    diary.ticket("", 60).visitor = std::nullopt;
    diary.ticket("", 60).channel = "telephone";
    diary.vote("", 60, Vote::Answer::yes).visitor = std::nullopt;
    diary.vote("anna", 90, Vote::Answer::no);
    InsightInput input = input_of(diary, at(0), at(kDay));
    input.counts = {{sys_days{} - days{3}, "telephone", 20}, {sys_days{} - days{3}, "walk-in", 7}};
    const InsightReport report = insight_report(input, at(kDay));
    CHECK_FALSE(report.empty);
    CHECK(report.coverage.joined_tickets.count == 1);
    CHECK(report.coverage.joined_tickets.n == 3);
    CHECK(report.coverage.unnamed_tickets.count == 1);
    CHECK(report.coverage.unnamed_votes.count == 1);
    CHECK(report.coverage.unnamed_votes.n == 2);
    CHECK(report.coverage.elsewhere == 27);
    REQUIRE(report.weeks.size() == 1);
    CHECK(report.weeks[0].tickets.at("web") == 3);
    // One telephone ticket was typed in here; it is among those counted.
    CHECK(report.weeks[0].tickets.at("telephone") == 1);
    CHECK(report.weeks[0].tickets.at("walk-in") == 7);
}
