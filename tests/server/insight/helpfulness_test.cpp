#include "server/insight/helpfulness.h"

#include <doctest/doctest.h>

#include "tests/server/insight/samples.h"

using namespace firstline;

namespace {

Helpfulness found(const Diary& diary) {
    return helpfulness_of(diary.votes, [](std::string_view hash) { return hash != "old"; });
}

}  // namespace

TEST_CASE("below five votes there is no percentage") {
    Diary diary;
    for (int i = 0; i < 4; ++i)
        diary.vote("visitor " + std::to_string(i), i, Vote::Answer::yes);
    CHECK_FALSE(found(diary).helpful);
    diary.vote("the fifth", 9, Vote::Answer::partly);
    REQUIRE(found(diary).helpful);
    CHECK(found(diary).helpful->value() == doctest::Approx(.9));
    CHECK(found(diary).unhelpful->value() == doctest::Approx(.1));
}

TEST_CASE("who disagrees with the policy or has another problem does not speak against the text") {
    Diary diary;
    diary.vote("anna", 0, Vote::Answer::no).reason = "disagree";
    diary.vote("ben", 0, Vote::Answer::partly).reason = "not-mine";
    diary.vote("carla", 0, Vote::Answer::no).reason = "outdated";
    diary.vote("dora", 0, Vote::Answer::yes).reason = "disagree";
    const Helpfulness helpfulness = found(diary);
    CHECK(helpfulness.disagreed == 1);
    CHECK(helpfulness.not_mine == 1);
    CHECK(helpfulness.readers.no == 1);
    CHECK(helpfulness.readers.yes == 1);
}

TEST_CASE("votes on an earlier text, of the desk, and by nobody known stand apart") {
    Diary diary;
    diary.vote("anna", 0, Vote::Answer::no).text_hash = "old";
    diary.vote("agent", 0, Vote::Answer::no).by_desk = true;
    diary.vote("", 0, Vote::Answer::no).visitor = std::nullopt;
    diary.vote("script", 0, Vote::Answer::no).seen = false;
    const Helpfulness helpfulness = found(diary);
    CHECK(helpfulness.earlier == 1);
    CHECK(helpfulness.desk.no == 1);
    CHECK(helpfulness.apart == 2);
    CHECK(helpfulness.readers.all() == 0);
}

TEST_CASE("a visitor has one vote, the last") {
    Diary diary;
    diary.vote("anna", 0, Vote::Answer::no).text_hash = "one";
    diary.vote("anna", 9, Vote::Answer::yes).text_hash = "two";
    CHECK(found(diary).readers.all() == 1);
    CHECK(found(diary).readers.yes == 1);
}
