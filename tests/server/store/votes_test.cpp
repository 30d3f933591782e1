#include "server/store/votes.h"

#include <doctest/doctest.h>

#include "server/store/store.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

struct Kept {
    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
    VoteTable votes{store.connection()};

    Vote put(const Vote& vote) {
        return votes.put(vote, {vote.text_hash, vote.article, "text of " + vote.text_hash});
    }
    std::vector<Vote> all() { return votes.between(at(0), at(1'000'000)); }
};

/// A "no" with a question, by a visitor who had the page open.
Vote no_by(const char* visitor, const std::string& token, int seconds = 100) {
    return {.token = token,
            .visitor = visitor,
            .article = "kb1",
            .text_hash = "h1",
            .answer = Vote::Answer::no,
            .query = "printer jam",
            .topic = "printer jam",
            .type = "fix",
            .rank = 2,
            .seen = true,
            .at = at(seconds)};
}

Vote yes_by(const char* visitor, const std::string& token, int seconds = 100) {
    Vote vote = no_by(visitor, token, seconds);
    vote.answer = Vote::Answer::yes;
    return vote;
}

}  // namespace

TEST_CASE("a vote is kept as it was cast, with the text that was read") {
    Kept kept;
    Vote vote = no_by("anna", "t1");
    vote.answer = Vote::Answer::partly;
    vote.reason = "step";
    vote.step = "step 3; DROP TABLE votes";
    vote.comment = "it's \"not\" there";
    vote.asked = true;
    vote.would_have_asked = "no";
    vote.by_desk = true;
    const Vote back = kept.put(vote);
    CHECK(back.id > 0);
    for (const Vote& it : {back, kept.votes.by_token("t1").value(), kept.all().at(0)}) {
        CHECK(it.token == "t1");
        CHECK(it.visitor == "anna");
        CHECK(it.article == "kb1");
        CHECK(it.text_hash == "h1");
        CHECK(it.answer == Vote::Answer::partly);
        CHECK(it.reason == "step");
        CHECK(it.step == vote.step);
        CHECK(it.comment == vote.comment);
        CHECK(it.query == "printer jam");
        CHECK(it.topic == "printer jam");
        CHECK(it.type == "fix");
        CHECK(it.rank == 2);
        CHECK(it.asked);
        CHECK(it.would_have_asked == "no");
        CHECK(it.by_desk);
        CHECK(it.seen);
        CHECK(it.at == at(100));
        CHECK(it.changed == at(100));
    }
    const auto text = kept.votes.text("h1");
    REQUIRE(text);
    CHECK(text->article == "kb1");
    CHECK(text->text == "text of h1");
    CHECK_FALSE(kept.votes.text("h2"));
    CHECK_FALSE(kept.votes.by_token("T1"));
}

TEST_CASE("one visitor has one vote on one text of one article") {
    Kept kept;
    kept.put(no_by("anna", "t1"));
    kept.put(no_by("anna", "t2"));
    kept.put(no_by("ben", "t3"));
    Vote other_text = no_by("anna", "t4");
    other_text.text_hash = "h2";
    kept.put(other_text);
    Vote other_article = no_by("anna", "t5");
    other_article.article = "kb2";
    kept.put(other_article);
    CHECK(kept.all().size() == 4);
    CHECK(kept.votes.of_visitor("anna").size() == 3);
    CHECK(kept.votes.of_article("kb1").size() == 3);
    CHECK_FALSE(kept.votes.by_token("t2"));
}

TEST_CASE("each vote of those who asked not to be followed is its own") {
    Kept kept;
    for (const char* token : {"t1", "t2", "t3"}) {
        Vote vote = no_by("", token);
        vote.visitor.reset();
        CHECK(kept.put(vote).token == token);
    }
    CHECK(kept.all().size() == 3);
    CHECK_FALSE(kept.all()[0].visitor);
    CHECK(kept.votes.of_visitor("").empty());
    CHECK(kept.votes.with_question("kb1").empty());
    CHECK(kept.votes.not_learned().empty());
}

TEST_CASE("who changes an answer keeps the first moment and name, and loses the old reason") {
    Kept kept;
    kept.put(no_by("anna", "t1", 100));
    Vote why = kept.votes.by_token("t1").value();
    why.reason = "outdated";
    why.step = "3";
    why.comment = "menus moved";
    CHECK(kept.votes.explain(why, at(150)));
    const Vote yes = kept.put(yes_by("anna", "t2", 200));
    CHECK(yes.token == "t1");
    CHECK(yes.answer == Vote::Answer::yes);
    CHECK(yes.reason.empty());
    CHECK(yes.step.empty());
    CHECK(yes.comment.empty());
    CHECK(yes.at == at(100));
    CHECK(yes.changed == at(200));

    Vote would = yes;
    would.would_have_asked = "yes";
    kept.votes.explain(would, at(250));
    CHECK(kept.put(no_by("anna", "t3", 300)).would_have_asked.empty());
    CHECK(kept.all().size() == 1);
}

TEST_CASE("who gives the same answer again loses nothing that they wrote") {
    Kept kept;
    kept.put(no_by("anna", "t1", 100));
    Vote why = kept.votes.by_token("t1").value();
    why.reason = "step";
    why.step = "the third";
    why.comment = "no such button";
    kept.votes.explain(why, at(150));
    const Vote again = kept.put(no_by("anna", "t2", 200));
    CHECK(again.reason == "step");
    CHECK(again.step == "the third");
    CHECK(again.comment == "no such button");
}

TEST_CASE("a page that was seen once stays seen") {
    Kept kept;
    Vote unseen = yes_by("anna", "t1");
    unseen.seen = false;
    CHECK_FALSE(kept.put(unseen).seen);
    CHECK(kept.put(yes_by("anna", "t2")).seen);
    CHECK(kept.put(unseen).seen);
}

TEST_CASE("an explanation reaches its own vote, and none if there is no such vote") {
    Kept kept;
    kept.put(no_by("anna", "t1"));
    kept.put(no_by("ben", "t2"));
    Vote why = kept.votes.by_token("t2").value();
    why.reason = "unclear";
    why.answer = Vote::Answer::yes;  // not what an explanation changes
    CHECK(kept.votes.explain(why, at(200)));
    CHECK(kept.votes.by_token("t1")->reason.empty());
    CHECK(kept.votes.by_token("t2")->reason == "unclear");
    CHECK(kept.votes.by_token("t2")->answer == Vote::Answer::no);
    CHECK(kept.votes.by_token("t2")->changed == at(200));
    why.token = "t9";
    CHECK_FALSE(kept.votes.explain(why, at(200)));
}

TEST_CASE("a vote waits to be learned from until it was looked at, and again when it changes") {
    Kept kept;
    const auto waiting = [&] { return kept.votes.not_learned().size(); };
    const auto look = [&] { kept.votes.set_learned({kept.votes.by_token("t1")->id}); };
    kept.put(no_by("anna", "t1"));
    Vote direct = no_by("ben", "t2");
    direct.query.clear();
    kept.put(direct);
    CHECK(waiting() == 1);
    look();
    CHECK(waiting() == 0);

    kept.put(no_by("anna", "x"));  // nothing new
    CHECK(waiting() == 0);
    Vote why = kept.votes.by_token("t1").value();
    why.reason = "not-mine";
    kept.votes.explain(why, at(200));
    CHECK(waiting() == 1);
    look();
    why.comment = "by the way";
    kept.votes.explain(why, at(210));
    CHECK(waiting() == 0);
    kept.put(yes_by("anna", "x"));
    CHECK(waiting() == 1);
}

TEST_CASE("a vote is found by its moment, up to but not at the end") {
    Kept kept;
    kept.put(no_by("c", "t3", 300));
    kept.put(no_by("a", "t1", 100));
    kept.put(no_by("b", "t2", 200));
    const auto found = kept.votes.between(at(100), at(300));
    REQUIRE(found.size() == 2);
    CHECK(found[0].token == "t1");
    CHECK(found[1].token == "t2");
}

TEST_CASE("an older text that is voted on late takes nothing from the text that is kept") {
    Kept kept;
    kept.put(no_by("anna", "t1"));
    kept.votes.put(no_by("ben", "t2"), {"h1", "kb1", ""});
    CHECK(kept.votes.text("h1")->text == "text of h1");
}

TEST_CASE("answers have the names that forms and stores use") {
    for (const auto answer : {Vote::Answer::yes, Vote::Answer::partly, Vote::Answer::no})
        CHECK(answer_from(name_of(answer)) == answer);
    CHECK_FALSE(answer_from("Yes"));
    CHECK_FALSE(answer_from(""));
}
