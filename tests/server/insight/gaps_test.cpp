#include "server/insight/gaps.h"

#include <doctest/doctest.h>

#include "tests/server/insight/samples.h"

using namespace firstline;

namespace {

constexpr int kNow = 90 * kDay;
constexpr int kRecent = kNow - 10 * kDay;
constexpr int kLongAgo = kNow - 40 * kDay;

bool none_stale(std::string_view /*article*/) {
    return false;
}

bool all_stale(std::string_view /*article*/) {
    return true;
}

std::vector<Gap> gaps(Diary& diary, bool (*stale)(std::string_view) = none_stale) {
    return gaps_of(diary.problems(), stale, at(kNow));
}

std::string who(int number) {
    return "visitor" + std::to_string(number);
}

}  // namespace

TEST_CASE("a search fails in one of five ways") {
    struct Case {
        const char* name;
        std::optional<GapKind> kind;
        void (*happened)(Diary& diary);
        bool (*stale)(std::string_view) = none_stale;
    };
    const Case cases[] = {
        {"nothing found", GapKind::nothing_found,
         [](Diary& d) { d.search("v", 1, "vpn", {}).sure = false; }},
        {"only weak results", GapKind::weak,
         [](Diary& d) { d.search("v", 1, "vpn").sure = false; }},
        {"none opened", GapKind::not_opened, [](Diary& d) { d.search("v", 1, "vpn"); }},
        {"opened, then the form", GapKind::not_solved,
         [](Diary& d) {
             d.search("v", 1, "vpn");
             d.read("v", 5, "A", "vpn");
             d.door("v", 90, "vpn");
         }},
        {"opened, then no", GapKind::not_solved,
         [](Diary& d) {
             d.search("v", 1, "vpn");
             d.read("v", 5, "A", "vpn");
             d.vote("v", 90, Vote::Answer::no, "A", "vpn");
         }},
        {"opened, yes, and a ticket", GapKind::not_solved,
         [](Diary& d) {
             d.search("v", 1, "vpn");
             d.read("v", 5, "A", "vpn");
             d.vote("v", 90, Vote::Answer::yes, "A", "vpn");
             d.ticket("v", 200, "vpn");
         }},
        {"only what is out of date", GapKind::stale, [](Diary& d) { d.search("v", 1, "vpn"); },
         all_stale},
        {"opened and silent", std::nullopt,
         [](Diary& d) {
             d.search("v", 1, "vpn");
             d.read("v", 5, "A", "vpn");
         }},
        {"opened and yes", std::nullopt,
         [](Diary& d) {
             d.search("v", 1, "vpn");
             d.read("v", 5, "A", "vpn");
             d.door("v", 70, "vpn");
             d.vote("v", 90, Vote::Answer::yes, "A", "vpn");
         }},
        {"a second wording found it", std::nullopt,
         [](Diary& d) {
             d.search("v", 1, "vpn", {}).sure = false;
             d.search("v", 30, "vpn drops");
             d.read("v", 35, "A", "vpn drops");
         }},
        {"nothing was searched for", std::nullopt, [](Diary& d) { d.door("v", 1, "vpn"); }},
    };
    for (const Case& one : cases) {
        CAPTURE(one.name);
        Diary diary;
        one.happened(diary);
        const auto problems = diary.problems();
        REQUIRE(problems.size() == 1);
        CHECK(failure_of(problems[0], one.stale) == one.kind);
    }
}

TEST_CASE("a gap knows how many of those who failed had signed in") {
    Diary diary;
    for (int visitor = 0; visitor < 4; ++visitor)
        diary.search(who(visitor), kRecent + visitor, "vpn", {}).signed_in = visitor < 3;
    const auto found = gaps(diary);
    REQUIRE(found.size() == 1);
    CHECK(found[0].failed == 4);
    CHECK(found[0].signed_in == 3);
}

TEST_CASE("a gap shows from three different visitors, by the words that three of them used") {
    Diary diary;
    diary.search(who(1), kRecent, "badge printer smith", {}).sure = false;
    diary.search(who(2), kRecent + 1, "badge printer", {}).sure = false;
    diary.search(who(2), kRecent + kDay, "badge printer", {}).sure = false;
    CHECK(gaps(diary).empty());
    diary.search(who(3), kRecent + 2 * kDay, "printer badge", {}).sure = false;
    const auto found = gaps(diary);
    REQUIRE(found.size() == 1);
    CHECK(found[0].topic == "badge printer");
    CHECK(found[0].words == std::vector<std::string>{"badge", "printer"});
    CHECK(found[0].query == "badge printer");
    CHECK(found[0].kind == GapKind::nothing_found);
    CHECK(found[0].failed == 3);
    CHECK(found[0].before == 0);
}

TEST_CASE("the time before shows whether a gap grows, and what is older is no gap") {
    Diary diary;
    for (int i = 0; i < 4; ++i)
        diary.search(who(i), kLongAgo + i, "badge printer", {}).sure = false;
    CHECK(gaps(diary).empty());
    for (int i = 10; i < 15; ++i)
        diary.search(who(i), kRecent + i, "badge printer", {}).sure = false;
    const auto found = gaps(diary);
    REQUIRE(found.size() == 1);
    CHECK(found[0].failed == 5);
    CHECK(found[0].before == 4);
}

TEST_CASE("what most people find is no gap") {
    Diary diary;
    for (int i = 0; i < 3; ++i)
        diary.search(who(i), kRecent + i, "vpn drops");
    for (int i = 3; i < 7; ++i) {
        diary.search(who(i), kRecent + 100 * i, "vpn drops");
        diary.read(who(i), kRecent + 100 * i + 5, "A", "vpn drops");
    }
    CHECK(gaps(diary).empty());
    CHECK(gaps_of({}, none_stale, at(kNow)).empty());
}

TEST_CASE("topics of other words are other gaps, those of more people first") {
    Diary diary;
    for (int i = 0; i < 3; ++i)
        diary.search(who(i), kRecent + i, "badge printer", {}).sure = false;
    for (int i = 3; i < 8; ++i)
        diary.search(who(i), kRecent + i, "parking permit").sure = false;
    const auto found = gaps(diary);
    REQUIRE(found.size() == 2);
    CHECK(found[0].topic == "parking permit");
    CHECK(found[0].kind == GapKind::weak);
    CHECK(found[0].articles == std::vector<std::string>{"A"});
    CHECK(found[1].topic == "badge printer");
}

TEST_CASE("a gap closes only when asking again succeeds, and not with what failed before") {
    Gap gap;
    gap.articles = {"A"};
    gap.last = at(kRecent);
    const auto touched = [](int seconds) {
        return std::chrono::floor<std::chrono::days>(at(seconds));
    };
    struct Case {
        GapKind kind;
        Replay replay;
        bool closed;
    };
    for (const auto& [kind, replay, closed] : {
             Case{GapKind::nothing_found, {.sure = false, .article = "A"}, false},
             Case{GapKind::nothing_found, {.sure = true, .article = "A"}, true},
             Case{GapKind::weak, {.sure = true, .article = "A"}, true},
             Case{GapKind::weak, {.sure = true, .article = "A", .stale = true}, false},
             Case{GapKind::not_opened, {.sure = true, .article = "A"}, false},
             Case{GapKind::not_opened, {.sure = true, .article = "B"}, true},
             Case{GapKind::not_solved,
                  {.sure = true, .article = "A", .touched = touched(kRecent - kDay)},
                  false},
             Case{GapKind::not_solved,
                  {.sure = true, .article = "A", .touched = touched(kRecent + kDay)},
                  true},
         }) {
        gap.kind = kind;
        CAPTURE(name_of(kind));
        CHECK(closes(gap, replay) == closed);
    }
    for (const char* name :
         {"nothing_found", "weak", "not_opened", "not_solved", "stale", "hidden"})
        CHECK(name_of(gap_kind_named(name).value()) == name);
    CHECK_FALSE(gap_kind_named("other"));
}
