#include "server/insight/existing_answers.h"

#include <doctest/doctest.h>

#include "tests/server/insight/samples.h"

using namespace firstline;

namespace {

/// Solved by article A.
Ticket& solved(Diary& diary, const std::string& visitor, int second) {
    Ticket& ticket = diary.ticket(visitor, second, "printer");
    ticket.solved = at(second + 1000);
    ticket.solved_by = "A";
    return ticket;
}

}  // namespace

TEST_CASE("each ticket whose answer existed has a cause") {
    struct Case {
        const char* what;
        Cause cause;
        void (*live)(Diary&);
    };
    const auto cases = std::to_array<Case>({
        {"opened the form at once", Cause::never_searched,
         [](Diary& diary) { diary.door("anna", 10, "printer"); }},
        {"searched, and was shown something else", Cause::not_shown,
         [](Diary& diary) { diary.search("anna", 0, "printer", {"B"}); }},
        {"searched, and it was the fourth", Cause::not_shown,
         [](Diary& diary) {
             diary.search("anna", 0, "printer", {"B", "C", "D", "A"});
         }},
        {"searched, and it was the third", Cause::shown_not_opened,
         [](Diary& diary) {
             diary.search("anna", 0, "printer", {"B", "C", "A"});
         }},
        {"was shown it beside the form", Cause::shown_not_opened,
         [](Diary& diary) {
             diary.door("anna", 0, "printer");
             diary.events.push_back({.kind = Event::Kind::suggestions_shown,
                                     .at = at(5),
                                     .visitor = "anna",
                                     .shown = {"A"}});
         }},
        {"opened it", Cause::opened_and_failed,
         [](Diary& diary) {
             diary.search("anna", 0, "printer");
             diary.view("anna", 10, "A", "printer");
         }},
        {"nothing is known", Cause::cannot_be_told, [](Diary&) {}},
    });
    for (const auto& [what, cause, live] : cases) {
        CAPTURE(what);
        Diary diary;
        live(diary);
        solved(diary, "anna", 100);
        const auto problems = diary.problems();
        REQUIRE(problems.size() == 1);
        CHECK(name_of(cause_of(diary.tickets[0], &problems[0], {})) == name_of(cause));
    }
}

TEST_CASE("what happened after the ticket was sent is no cause of it") {
    Diary diary;
    diary.door("anna", 0, "printer");
    solved(diary, "anna", 100);
    diary.read("anna", 200, "A", "printer");
    const auto problems = diary.problems();
    CHECK(cause_of(diary.tickets[0], &problems[0], {}) == Cause::never_searched);
}

TEST_CASE("who may not read it could not find it; what is stale did not answer") {
    Diary diary;
    diary.read("anna", 0, "A", "printer");
    solved(diary, "anna", 100);
    const auto problems = diary.problems();
    const Ticket& ticket = diary.tickets[0];
    const ArticleLookup hidden{[](const Ticket&, std::string_view) { return false; },
                               [](std::string_view, auto) { return true; }};
    const ArticleLookup old{[](const Ticket&, std::string_view) { return true; },
                            [](std::string_view, auto) { return true; }};
    CHECK(cause_of(ticket, &problems[0], hidden) == Cause::not_visible);
    CHECK(cause_of(ticket, &problems[0], old) == Cause::stale);
}

TEST_CASE("tickets that the desk solved with an article are counted by cause and article") {
    Diary diary;
    diary.read("anna", 0, "A", "printer");
    diary.vote("anna", 70, Vote::Answer::no).step = "Step 2";
    solved(diary, "anna", 100);
    diary.door("ben", 0, "printer");
    solved(diary, "ben", 100);
    solved(diary, "", 100).visitor = std::nullopt;
    diary.ticket("carla", 100).solved = at(500);
    diary.ticket("dora", 100);
    const auto problems = diary.problems();
    const ExistingAnswers found = existing_answers_of(diary.tickets, problems, {}, at(0), at(kDay));
    CHECK(found.solved == 4);
    CHECK(found.with_article.count == 3);
    CHECK(found.causes[static_cast<std::size_t>(Cause::opened_and_failed)].count == 1);
    CHECK(found.causes[static_cast<std::size_t>(Cause::never_searched)].count == 1);
    CHECK(found.causes[static_cast<std::size_t>(Cause::cannot_be_told)].count == 1);
    CHECK(found.causes[0].n == 3);
    REQUIRE(found.articles.size() == 1);
    CHECK(found.articles[0].tickets == 3);
    CHECK(found.articles[0].failed_steps == std::vector<std::string>{"Step 2"});
}
