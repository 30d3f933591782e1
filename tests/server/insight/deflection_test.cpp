#include "server/insight/deflection.h"

#include <doctest/doctest.h>

#include "tests/server/insight/samples.h"

using namespace firstline;

namespace {

constexpr auto kLater = std::chrono::sys_seconds{std::chrono::days{60}};

DeflectionFindings found(Diary& diary, std::chrono::sys_seconds now = kLater) {
    const auto problems = diary.problems();
    return deflection_of(problems, at(0), kLater, now);
}

/// The end of the one problem that `live` tells of.
template <class Live>
Outcome end_of(const Live& live) {
    Diary diary;
    diary.search("anna", 0, "printer jam");
    live(diary);
    const auto problems = diary.problems();
    REQUIRE(problems.size() == 1);
    REQUIRE(problems[0].door);
    return outcome_of(problems[0]);
}

}  // namespace

TEST_CASE("the sentence is the one that was promised") {
    const Deflection deflection = deflection_from(18, 120, 12, 50);
    CHECK(deflection.problems == 200);
    CHECK(deflection_sentence(deflection) ==
          "Confirmed: at least 5.8 % (18 of 200 = 9.0 %, 95 % 5.8-13.8). If every silent visitor "
          "was helped: 34 % (to 40.8 %).");
    CHECK(deflection.usual() == doctest::Approx(.4));
}

TEST_CASE("where nobody came to the door the sentence says so") {
    Diary diary;
    CHECK(found(diary).all.problems == 0);
    CHECK(deflection_sentence(found(diary).all) == "Nobody came to the ticket form in this time.");
    CHECK(found(diary).all.usual() == 0);
}

TEST_CASE("each problem ends in exactly one way") {
    struct Case {
        const char* what;
        Outcome outcome;
        void (*live)(Diary&);
    };
    const auto cases = std::to_array<Case>({
        {"read, came to the form, said yes, sent nothing", Outcome::confirmed,
         [](Diary& diary) {
             diary.read("anna", 10, "A", "printer jam");
             diary.door("anna", 100);
             diary.vote("anna", 200, Vote::Answer::yes);
         }},
        {"came to the form, went back and read, said yes", Outcome::confirmed,
         [](Diary& diary) {
             diary.door("anna", 100);
             diary.read("anna", 200, "A", "printer jam");
             diary.vote("anna", 300, Vote::Answer::yes);
         }},
        {"said no to one article and yes to the next", Outcome::confirmed,
         [](Diary& diary) {
             diary.read("anna", 10, "A", "printer jam");
             diary.vote("anna", 90, Vote::Answer::no, "A");
             diary.door("anna", 100);
             diary.read("anna", 110, "B", "printer jam");
             diary.vote("anna", 200, Vote::Answer::yes, "B");
         }},
        {"said yes to one article and no to the next", Outcome::no_or_partly,
         [](Diary& diary) {
             diary.read("anna", 10, "A", "printer jam");
             diary.vote("anna", 90, Vote::Answer::yes, "A");
             diary.door("anna", 100);
             diary.read("anna", 110, "B", "printer jam");
             diary.vote("anna", 200, Vote::Answer::no, "B");
         }},
        {"said yes, and sent a ticket on the seventh day", Outcome::failed,
         [](Diary& diary) {
             diary.read("anna", 10, "A", "printer jam");
             diary.door("anna", 100);
             diary.vote("anna", 200, Vote::Answer::yes);
             diary.ticket("anna", 200 + 7 * kDay, "printer");
         }},
        {"said yes, and sent a ticket a moment after seven days", Outcome::confirmed,
         [](Diary& diary) {
             diary.read("anna", 10, "A", "printer jam");
             diary.door("anna", 100);
             diary.vote("anna", 200, Vote::Answer::yes);
             diary.ticket("anna", 201 + 7 * kDay, "printer");
         }},
        {"sent a ticket without having read", Outcome::failed,
         [](Diary& diary) {
             diary.door("anna", 100);
             diary.ticket("anna", 200);
         }},
        {"said partly, and sent nothing", Outcome::no_or_partly,
         [](Diary& diary) {
             diary.read("anna", 10, "A", "printer jam");
             diary.door("anna", 100);
             diary.vote("anna", 200, Vote::Answer::partly);
         }},
        {"opened the form and was not seen again", Outcome::unknown,
         [](Diary& diary) {
             diary.read("anna", 10, "A", "printer jam");
             diary.door("anna", 100);
         }},
        {"read and said yes an hour before", Outcome::unknown,
         [](Diary& diary) {
             diary.read("anna", 10, "A", "printer jam");
             diary.vote("anna", 90, Vote::Answer::yes);
             diary.door("anna", 3700, "printer jam");
         }},
        {"said yes to what is no answer", Outcome::unknown,
         [](Diary& diary) {
             diary.door("anna", 100);
             diary.read("anna", 110, "A", "printer jam", "reference");
             diary.vote("anna", 200, Vote::Answer::yes).type = "reference";
         }},
    });
    for (const auto& [what, outcome, live] : cases) {
        CAPTURE(what);
        CHECK(name_of(end_of(live)) == name_of(outcome));
    }
}

TEST_CASE("only problems that came to the door count, and only in the time asked for") {
    Diary diary;
    diary.read("anna", 10, "A", "printer");
    diary.vote("anna", 90, Vote::Answer::yes);
    diary.door("ben", 100);
    diary.door("carla", 61 * kDay);
    const auto problems = diary.problems();
    const auto all = deflection_of(problems, at(0), kLater, kLater).all;
    CHECK(all.problems == 1);
    CHECK(all.of(Outcome::unknown).count == 1);
}

TEST_CASE("requests are counted apart") {
    Diary diary;
    diary.door("anna", 0).type = "request";
    diary.door("ben", 0).type = "request";
    diary.ticket("ben", 60).type = "request";
    diary.door("carla", 0);
    const auto findings = found(diary);
    CHECK(findings.all.problems == 1);
    CHECK(findings.requests == 2);
    CHECK(findings.requests_sent == 1);
}

TEST_CASE("for seven days all but a ticket is provisional") {
    Diary diary;
    diary.door("anna", 0);
    diary.door("ben", 0);
    diary.ticket("ben", 60);
    CHECK(found(diary, at(7 * kDay - 1)).all.provisional == 1);
    CHECK(found(diary, at(7 * kDay)).all.provisional == 0);
}

TEST_CASE("where one incident brings many, the numbers are given without it too") {
    Diary diary;
    for (int i = 0; i < 30; ++i)
        diary.door("visitor " + std::to_string(i), i);
    for (int i = 0; i < 10; ++i) {
        const std::string visitor = "affected " + std::to_string(i);
        diary.door(visitor, 100 + i).incident = "file server";
        diary.ticket(visitor, 200 + i);
    }
    const auto findings = found(diary);
    CHECK(findings.all.problems == 40);
    CHECK(findings.all.of(Outcome::failed).design_effect > 2);
    REQUIRE(findings.dominant);
    CHECK(findings.dominant->key == "file server");
    CHECK(findings.dominant->problems == 10);
    CHECK(findings.dominant->without.problems == 30);
    CHECK(findings.dominant->without.of(Outcome::failed).count == 0);
    // Nobody confirmed: how alike problems are is seen in the tickets.
    CHECK(findings.all.of(Outcome::confirmed).interval.high > wilson(0, 40).high);
}

TEST_CASE("a small incident is not shown apart") {
    Diary diary;
    for (int i = 0; i < 40; ++i)
        diary.door("visitor " + std::to_string(i), i).incident = i < 4 ? "mail" : "";
    CHECK_FALSE(found(diary).dominant);
}
