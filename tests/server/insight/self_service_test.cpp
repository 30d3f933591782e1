#include "server/insight/self_service.h"

#include <doctest/doctest.h>

#include "tests/server/insight/samples.h"

using namespace firstline;

namespace {

constexpr auto kLater = std::chrono::sys_seconds{std::chrono::days{60}};

SelfService found(Diary& diary) {
    const auto problems = diary.problems();
    return self_service_of(problems, diary.votes, at(0), kLater);
}

}  // namespace

TEST_CASE("self-service success is yes of all answers, partly half, and a false yes nothing") {
    Diary diary;
    int reader = 0;
    const auto read = [&] {
        const std::string visitor = "reader " + std::to_string(reader++);
        diary.read(visitor, 0, "A", "printer");
        return visitor;
    };
    for (int i = 0; i < 6; ++i)
        diary.vote(read(), 100, Vote::Answer::yes);
    for (int i = 0; i < 2; ++i)
        diary.vote(read(), 100, Vote::Answer::partly);
    diary.vote(read(), 100, Vote::Answer::no);
    const std::string wrong = read();
    diary.vote(wrong, 100, Vote::Answer::yes);
    diary.ticket(wrong, 3 * kDay, "printer");
    diary.ticket(read(), 200, "printer");
    for (int i = 0; i < 9; ++i)
        read();
    const SelfService answers = found(diary);
    CHECK(answers.problems == 20);
    CHECK(answers.yes == 6);
    CHECK(answers.false_yes == 1);
    CHECK(answers.success.count == 7);
    CHECK(answers.success.n == 10);
    CHECK(answers.responses.count == 10);
    CHECK(answers.responses.n == 20);
    CHECK(answers.at_least.value() == doctest::Approx(.3));
    // All but 2 partly, 1 no and 2 tickets.
    CHECK(answers.at_most.value() == doctest::Approx(.75));
}

TEST_CASE("a glance at a page is no reading, and a request is not to be solved by one") {
    Diary diary;
    diary.view("anna", 0, "A", "printer");
    diary.read("ben", 0, "A", "chair", "request");
    CHECK(found(diary).problems == 0);
    CHECK(found(diary).success.n == 0);
}

TEST_CASE("votes that cannot be joined, or that no reader gave, are counted apart") {
    Diary diary;
    diary.vote("", 10, Vote::Answer::yes).visitor = std::nullopt;
    diary.vote("", 10, Vote::Answer::no).visitor = std::nullopt;
    diary.vote("script", 10, Vote::Answer::yes).seen = false;
    diary.vote("agent", 10, Vote::Answer::yes).by_desk = true;
    const SelfService answers = found(diary);
    CHECK(answers.success.n == 0);
    CHECK(answers.unnamed.yes == 1);
    CHECK(answers.unnamed.no == 1);
    CHECK(answers.unseen.all() == 1);
}

TEST_CASE("of those asked whether they would have called the desk, those who told count") {
    Diary diary;
    for (const char* told : {"yes", "yes", "no", ""}) {
        Vote& vote =
            diary.vote("visitor" + std::to_string(diary.votes.size()), 10, Vote::Answer::yes);
        vote.asked = true;
        vote.would_have_asked = told;
    }
    CHECK(found(diary).would_have_asked.count == 2);
    CHECK(found(diary).would_have_asked.n == 3);
}
