#include "server/insight/text_eras.h"

#include <doctest/doctest.h>

#include "tests/server/insight/samples.h"

using namespace firstline;

namespace {

/// `old 1` and `old 2` differ by a word; `new` is another text; of `lost` nothing is kept.
bool same(std::string_view one, std::string_view other) {
    return one != "lost" && other != "lost" && one.substr(0, 3) == other.substr(0, 3);
}

std::vector<TextEra> eras_of(Diary& diary) {
    const auto problems = diary.problems();
    return text_eras_of({.article = "A", .votes = diary.votes, .problems = problems, .same = same});
}

/// Somebody who searches, reads this text of A and says so.
void ask(Diary& diary, const std::string& visitor, int second, const char* hash,
         Vote::Answer answer) {
    diary.search(visitor, second, "vpn drops");
    diary.view(visitor, second + 5, "A", "vpn drops").text_hash = hash;
    diary.leave(visitor, second + 65, "A");
    diary.vote(visitor, second + 70, answer, "A", "vpn drops").text_hash = hash;
}

}  // namespace

TEST_CASE("what readers said is told for each text of an article, small edits aside") {
    Diary diary;
    ask(diary, "a", 0, "old 1", Vote::Answer::no);
    ask(diary, "b", kDay, "old 2", Vote::Answer::no);
    ask(diary, "c", 2 * kDay, "old 2", Vote::Answer::yes);
    ask(diary, "d", 5 * kDay, "new", Vote::Answer::yes);
    ask(diary, "e", 6 * kDay, "new", Vote::Answer::partly);
    const auto eras = eras_of(diary);
    REQUIRE(eras.size() == 2);
    CHECK(eras[0].yes.count == 1.5);
    CHECK(eras[0].yes.n == 2);
    CHECK(eras[0].first == at(5 * kDay + 5));
    CHECK(eras[1].yes.count == 1);
    CHECK(eras[1].yes.n == 3);
    CHECK(eras[1].first == at(5));
    CHECK(eras[1].last == at(2 * kDay + 70));
}

TEST_CASE(
    "who came by a search and was not helped, or sent a ticket, counts in the era of the text") {
    Diary diary;
    ask(diary, "a", 0, "old 1", Vote::Answer::no);
    ask(diary, "b", kDay, "old 1", Vote::Answer::yes);
    diary.door("b", kDay + 80, "vpn drops");
    diary.ticket("b", kDay + 100, "vpn drops");
    ask(diary, "c", 5 * kDay, "new", Vote::Answer::yes);
    const auto eras = eras_of(diary);
    REQUIRE(eras.size() == 2);
    CHECK(eras[0].sought == 1);
    CHECK(eras[0].failed == 0);
    CHECK(eras[0].tickets.n == 1);
    CHECK(eras[1].sought == 2);
    CHECK(eras[1].failed == 2);
    CHECK(eras[1].tickets.count == 1);
    CHECK(eras[1].tickets.n == 2);
}

TEST_CASE("a text that came back is of an era of its own, and one that is lost is of none") {
    Diary diary;
    ask(diary, "a", 0, "old 1", Vote::Answer::no);
    ask(diary, "b", kDay, "lost", Vote::Answer::no);
    ask(diary, "c", 2 * kDay, "new", Vote::Answer::yes);
    const auto eras = eras_of(diary);
    REQUIRE(eras.size() == 2);
    CHECK(eras[0].yes.n == 1);
    CHECK(eras[1].yes.n == 1);
    CHECK(text_eras_of({.article = "A", .votes = {}, .problems = {}, .same = same}).empty());
}

TEST_CASE("votes of the desk, of nobody known and against the policy say nothing of a text") {
    Diary diary;
    ask(diary, "a", 0, "new", Vote::Answer::no);
    ask(diary, "b", 100, "new", Vote::Answer::no);
    diary.votes.back().by_desk = true;
    ask(diary, "c", 200, "new", Vote::Answer::no);
    diary.votes.back().reason = "disagree";
    ask(diary, "d", 300, "new", Vote::Answer::no);
    diary.votes.back().visitor.reset();
    const auto eras = eras_of(diary);
    REQUIRE(eras.size() == 1);
    CHECK(eras[0].yes.n == 1);
}

TEST_CASE("queries that led to an article are shown once three visitors used them") {
    Diary diary;
    ask(diary, "a", 0, "new", Vote::Answer::no);
    ask(diary, "b", 100, "new", Vote::Answer::yes);
    diary.search("c", 200, "my name is ada");
    diary.read("c", 205, "A", "my name is ada");
    auto found = leading_queries_of("A", diary.problems());
    CHECK(found.queries.empty());
    CHECK(found.others == 3);
    ask(diary, "d", 300, "new", Vote::Answer::yes);
    found = leading_queries_of("A", diary.problems());
    REQUIRE(found.queries.size() == 1);
    CHECK(found.queries[0].query == "vpn drops");
    CHECK(found.queries[0].visitors == 3);
    CHECK(found.queries[0].failed == 1);
    CHECK(found.others == 1);
}
