#include "server/insight/visitor_problems.h"

#include <doctest/doctest.h>

#include "tests/server/insight/samples.h"

using namespace firstline;

TEST_CASE("one visitor's searches with a word in common are one problem, others are others") {
    Diary diary;
    diary.search("anna", 0, "printer jam");
    diary.search("anna", 1000, "jam again");
    diary.search("anna", 2000, "vpn drop");
    diary.search("ben", 2000, "printer jam");
    CHECK(diary.problems().size() == 3);
}

TEST_CASE("a search within two minutes is the same problem in other words, later it is another") {
    Diary diary;
    diary.search("anna", 0, "printer jam");
    diary.search("anna", 120, "paper stuck");
    diary.search("anna", 241, "vpn drop");
    const auto problems = diary.problems();
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].events.size() == 2);
}

TEST_CASE("a search that was still being typed does not count") {
    struct Case {
        std::string first;
        int after;
        std::string second;
        std::size_t searches;
    };
    for (const auto& [first, after, second, searches] : {
             Case{"prin", 10, "printer", 1},
             Case{"prin", 11, "printer", 2},
             Case{"printer", 5, "jam", 2},
             Case{"printer", 5, "printer", 1},
             Case{"printer jam", 5, "printer", 2},
         }) {
        CAPTURE(first);
        CAPTURE(after);
        Diary diary;
        diary.search("anna", 0, first);
        diary.search("anna", after, second);
        diary.search("ben", 1, "printer and more");
        CHECK(searches_of(diary.events).size() == searches + 1);
    }
}

TEST_CASE("what the desk's own people do is no problem of anybody's") {
    Diary diary;
    diary.search("agent", 0, "printer").by_desk = true;
    diary.door("agent", 10).by_desk = true;
    diary.vote("agent", 20, Vote::Answer::yes).by_desk = true;
    CHECK(diary.problems().empty());
}

TEST_CASE("a page counts as read once it was in view, or was voted on") {
    Diary diary;
    diary.view("anna", 0, "A", "printer");
    diary.view("ben", 0, "A", "printer");
    diary.leave("ben", 5, "A", 0);
    diary.view("carla", 0, "A", "printer");
    diary.leave("carla", 40, "A", 30);
    diary.view("dora", 0, "A", "printer");
    diary.vote("dora", 30, Vote::Answer::no);
    const auto problems = diary.problems();
    REQUIRE(problems.size() == 4);
    CHECK(problems[0].reads.empty());
    CHECK(problems[1].reads.empty());
    REQUIRE(problems[2].reads.size() == 1);
    CHECK(problems[2].reads[0].type == "fix");
    CHECK(problems[2].reads[0].at == at(40));
    CHECK(problems[3].reads.size() == 1);
}

TEST_CASE("votes that nobody can be followed by, or on pages nobody opened, belong to no problem") {
    Diary diary;
    diary.vote("", 0, Vote::Answer::yes).visitor = std::nullopt;
    diary.vote("script", 0, Vote::Answer::yes).seen = false;
    diary.ticket("", 0).visitor = std::nullopt;
    CHECK(diary.problems().empty());
}

TEST_CASE("the form and the ticket belong to what was done just before, whatever their words") {
    Diary diary;
    diary.search("anna", 0, "printer jam");
    diary.read("anna", 60, "A", "printer jam");
    diary.door("anna", 200);
    diary.ticket("anna", 600, "nothing work");
    const auto problems = diary.problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].door == at(200));
    CHECK(problems[0].tickets.size() == 1);
}

TEST_CASE("a form opened an hour later is about something else") {
    Diary diary;
    diary.search("anna", 0, "printer jam");
    diary.door("anna", 3600);
    CHECK(diary.problems().size() == 2);
}

TEST_CASE("of two problems at the door the ticket belongs to the one whose words it has") {
    Diary diary;
    diary.search("anna", 0, "printer jam");
    diary.door("anna", 60, "printer jam");
    diary.search("anna", 1000, "vpn drop");
    diary.door("anna", 1060, "vpn drop");
    diary.ticket("anna", 1500, "jam printer");
    const auto problems = diary.problems();
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].tickets.size() == 1);
    CHECK(problems[1].tickets.empty());
}

TEST_CASE("a suggestion that is opened beside the form belongs to the form") {
    Diary diary;
    diary.door("anna", 0, "drive");
    diary.events.push_back({.kind = Event::Kind::suggestions_shown,
                            .at = at(30),
                            .visitor = "anna",
                            .topic = "letter",
                            .shown = {"B"}});
    diary.events.push_back(
        {.kind = Event::Kind::suggestion_opened, .at = at(40), .visitor = "anna", .article = "B"});
    diary.read("anna", 41, "B");
    diary.vote("anna", 120, Vote::Answer::yes, "B");
    const auto problems = diary.problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].reads.size() == 2);
    CHECK(problems[0].votes.size() == 1);
}

TEST_CASE("after eight days the same words are another problem") {
    Diary diary;
    diary.search("anna", 0, "printer jam");
    diary.search("anna", 8 * kDay - 1, "printer jam");
    diary.search("anna", 8 * kDay, "printer jam");
    CHECK(diary.problems().size() == 2);
}

TEST_CASE("who came for a form made a request") {
    Diary diary;
    diary.read("anna", 0, "A", "new laptop", "request");
    diary.door("anna", 100);
    diary.read("ben", 0, "A", "printer");
    diary.door("ben", 100).type = "request";
    diary.ticket("carla", 0, "chair").type = "request";
    diary.read("dora", 0, "A", "printer");
    diary.door("dora", 100);
    const auto problems = diary.problems();
    REQUIRE(problems.size() == 4);
    for (const VisitorProblem& problem : problems)
        CHECK(problem.is_request() == (problem.visitor != "dora"));
}
