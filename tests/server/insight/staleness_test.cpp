#include "server/insight/staleness.h"

#include <cmath>

#include <doctest/doctest.h>

#include "tests/server/insight/samples.h"

using namespace firstline;
using std::chrono::days;

namespace {

constexpr Date kToday{std::chrono::year{2026} / 5 / 13};

/// An article that nothing can be said against.
ArticleFacts sound() {
    ArticleFacts facts;
    facts.reviewed = kToday;
    return facts;
}

template <class Change>
ArticleFacts with(const Change& change) {
    ArticleFacts facts = sound();
    change(facts);
    return facts;
}

Vote vote_by(const std::string& visitor, const std::string& reason, const char* hash = "now") {
    Vote vote;
    vote.visitor = visitor;
    vote.answer = reason.empty() ? Vote::Answer::yes : Vote::Answer::no;
    vote.reason = reason;
    vote.text_hash = hash;
    vote.seen = true;
    return vote;
}

bool is_now(std::string_view hash) {
    return hash == "now";
}

}  // namespace

TEST_CASE("each reason to mistrust an article has its points and its evidence") {
    using Opened = StampedTogether::Opened;
    using Trouble = ArticleFacts::OwnerTrouble;
    struct Case {
        const char* key;
        int points;
        const char* sentence;
        ArticleFacts facts;
    };
    const Case cases[] = {
        {"age", 40, "Review was due 3 May 2026", with([](ArticleFacts& f) {
             f.reviewed = kToday - days{100};
             f.review_every = days{90};
         })},
        {"age", 20, "Last reviewed 29 Mar 2026", with([](ArticleFacts& f) {
             f.reviewed = kToday - days{45};
             f.review_every = days{90};
         })},
        {"age", 40, "Last reviewed 13 May 2020",
         with([](ArticleFacts& f) { f.reviewed = Date{std::chrono::year{2020} / 5 / 13}; })},
        {"age", 20, "Last reviewed by use 29 Mar 2026", with([](ArticleFacts& f) {
             f.reviewed = kToday - days{80};
             f.reviewed_by_use = kToday - days{45};
             f.review_every = days{90};
         })},
        {"changed", 15, "The text changed since the review",
         with([](ArticleFacts& f) { f.changed_since_review = true; })},
        {"owner", 15, "No owner", with([](ArticleFacts& f) { f.owner = Trouble::nobody; })},
        {"owner", 15, "Its owner is not among the owners",
         with([](ArticleFacts& f) { f.owner = Trouble::unknown; })},
        {"owner", 15, "Its owner is not active any more",
         with([](ArticleFacts& f) { f.owner = Trouble::inactive; })},
        {"flags", 15, "1 open flag", with([](ArticleFacts& f) { f.open_flags = 1; })},
        {"flags", 30, "2 open flags", with([](ArticleFacts& f) { f.open_flags = 2; })},
        {"flags", 30, "7 open flags", with([](ArticleFacts& f) { f.open_flags = 7; })},
        {"outdated", 15, "Readers say outdated: 10 of 20 (50 %, 95 % 29.9-70.1)",
         with([](ArticleFacts& f) { f.outdated = plain_share(10, 20); })},
        {"links", 5, "1 broken link", with([](ArticleFacts& f) { f.broken_links = 1; })},
        {"links", 15, "3 broken links", with([](ArticleFacts& f) { f.broken_links = 3; })},
        {"links", 15, "1,200 broken links", with([](ArticleFacts& f) { f.broken_links = 1200; })},
        {"ended", 15, "Windows 10 ended 14 Oct 2025",
         with([](ArticleFacts& f) { f.ended = "Windows 10 ended 14 Oct 2025"; })},
        {"together", 10,
         "Stamped together with 14 others; 3 of them were opened then, this one was not",
         with([](ArticleFacts& f) {
             f.stamped = {14, 3, Opened::no};
         })},
        {"together", 0, "Stamped together with 14 others; 1 of them was opened then, this one was",
         with([](ArticleFacts& f) {
             f.stamped = {14, 1, Opened::yes};
         })},
        {"together", 0, "Stamped together with 1 other", with([](ArticleFacts& f) {
             f.stamped = {1, 0, Opened::unknown};
         })},
        {"alike", 0, "Largely the same text as “Paper jam”",
         with([](ArticleFacts& f) { f.alike = "Largely the same text as “Paper jam”"; })},
        {"orphan", 0, "No other article leads to it",
         with([](ArticleFacts& f) { f.orphan = true; })},
        {"unused", 0, "Nobody read it in 90 days", with([](ArticleFacts& f) { f.unused = true; })},
        {"expired", 100, "Expired 13 May 2026", with([](ArticleFacts& f) { f.expires = kToday; })},
    };
    for (const Case& one : cases) {
        CAPTURE(one.sentence);
        const Staleness found = staleness_of(one.facts, kToday);
        REQUIRE(found.reasons.size() == 1);
        CHECK(found.reasons[0].key == one.key);
        CHECK(found.reasons[0].points == one.points);
        CHECK(found.reasons[0].sentence == one.sentence);
        CHECK(found.points == one.points);
    }
}

TEST_CASE("nothing is said against an article that was just reviewed and is kept") {
    for (const ArticleFacts& facts :
         {sound(), with([](ArticleFacts& f) { f.expires = kToday + days{1}; }),
          with([](ArticleFacts& f) { f.outdated = plain_share(4, 4); }),
          with([](ArticleFacts& f) { f.outdated = plain_share(6, 20); })}) {
        const Staleness found = staleness_of(facts, kToday);
        CHECK(found.points == 0);
        CHECK(found.reasons.empty());
    }
}

TEST_CASE("a review that still holds asks for no work, one that is due does") {
    ArticleFacts facts = sound();
    facts.review_every = days{90};
    facts.reviewed = kToday - days{89};
    CHECK_FALSE(staleness_of(facts, kToday).asks_for_work());
    facts.reviewed = kToday - days{90};
    CHECK(staleness_of(facts, kToday).asks_for_work());
    facts = sound();
    facts.broken_links = 1;
    CHECK(staleness_of(facts, kToday).asks_for_work());
    CHECK_FALSE(staleness_of(sound(), kToday).asks_for_work());
    facts = sound();
    facts.orphan = true;
    facts.unused = true;
    facts.stamped = {14, 3, StampedTogether::Opened::yes};
    CHECK_FALSE(staleness_of(facts, kToday).asks_for_work());
    facts.alike = "Largely the same text as “Paper jam”";
    CHECK(staleness_of(facts, kToday).asks_for_work());
}

TEST_CASE("what was never reviewed, or whose age nobody knows, does not read as fresh") {
    ArticleFacts facts;
    CHECK(staleness_of(facts, kToday).points == 50);
    CHECK(staleness_of(facts, kToday).has("never"));
    facts.created = kToday;
    CHECK(staleness_of(facts, kToday).points == 10);
    facts.created = kToday + days{1};
    facts.reviewed = kToday + days{1};
    CHECK(staleness_of(facts, kToday).points == 50);
    facts.reviewed_by_use = kToday;
    CHECK(staleness_of(facts, kToday).points == 0);
}

TEST_CASE("reasons add up to 100 at the most, the heaviest first") {
    ArticleFacts facts;
    facts.open_flags = 2;
    facts.broken_links = 3;
    facts.owner = ArticleFacts::OwnerTrouble::nobody;
    facts.ended = "Windows 10 ended 14 Oct 2025";
    const Staleness found = staleness_of(facts, kToday);
    CHECK(found.points == 100);
    CHECK(found.reasons[0].key == "age");
    CHECK(found.reasons[1].key == "flags");
    CHECK(found.reasons.size() == 6);
}

TEST_CASE("what many read or agents send comes first, and what is critical counts as read") {
    const Staleness stale{.points = 50, .reasons = {}};
    struct Case {
        std::size_t views, links;
        bool critical;
        double priority;
    };
    for (const auto& [views, links, critical, priority] :
         {Case{0, 0, false, 50}, Case{2, 0, false, 100}, Case{0, 2, false, 150},
          Case{0, 0, true, 50 * std::log2(102.)}, Case{510, 0, true, 450}}) {
        ArticleFacts facts;
        facts.views90 = views;
        facts.links90 = links;
        facts.critical = critical;
        CHECK(priority_of(stale, facts) == doctest::Approx(priority));
    }
}

TEST_CASE("readers are asked once each whether the present text is out of date") {
    std::vector<Vote> votes{vote_by("a", "outdated"), vote_by("b", "outdated", "before"),
                            vote_by("c", ""),         vote_by("d", "unclear"),
                            vote_by("a", "outdated"), vote_by("e", "outdated")};
    votes.back().by_desk = true;
    Vote unnamed = vote_by("", "outdated");
    unnamed.visitor.reset();
    votes.push_back(unnamed);
    const Share found = outdated_votes_of(votes, is_now);
    CHECK(found.n == 3);
    CHECK(found.count == 1);
    votes.push_back(vote_by("a", ""));
    CHECK(outdated_votes_of(votes, is_now).count == 0);
}
