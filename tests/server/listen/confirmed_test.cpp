#include "server/listen/confirmed.h"

#include <doctest/doctest.h>

#include "server/store/votes.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

struct Readers {
    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
    VoteTable votes{store.connection()};
    int count = 0;

    static Vote vote_of(const std::string& visitor, Vote::Answer answer) {
        return {.visitor = visitor,
                .article = "kb1",
                .text_hash = "h",
                .answer = answer,
                .query = "Paper jam?",
                .topic = "paper jam",
                .seen = true};
    }
    void cast(Vote vote) {
        ++count;
        vote.token = "t" + std::to_string(count);
        vote.at = at(count);
        votes.put(vote, {vote.text_hash, vote.article, ""});
    }
    void yes(const std::string& visitor) { cast(vote_of(visitor, Vote::Answer::yes)); }
    void not_mine(const std::string& visitor) {
        Vote vote = vote_of(visitor, Vote::Answer::no);
        vote.reason = "not-mine";
        cast(vote);
    }
    Confirmed learn() { return learn_confirmed(store, at(5000)); }
};

}  // namespace

TEST_CASE("two visitors who say that an article solved the same question teach it, one does not") {
    Readers readers;
    readers.yes("anna");
    CHECK(readers.learn().learned == 0);
    CHECK(readers.store.learned().empty());
    Vote ben = Readers::vote_of("ben", Vote::Answer::yes);
    ben.query = "jam of paper";
    ben.topic = "jam paper";  // the same words in another order
    readers.cast(ben);
    CHECK(readers.learn().learned == 1);
    const auto pairs = readers.store.learned();
    REQUIRE(pairs.size() == 1);
    CHECK(pairs[0].question == "jam of paper");
    CHECK(pairs[0].article == "kb1");
    CHECK(pairs[0].source == kReadersSource);
    CHECK(pairs[0].first == at(5000));
}

TEST_CASE("what is no evidence teaches nothing") {
    struct Case {
        const char* why;
        void (*spoil)(Vote&);
    };
    for (const auto& [why, spoil] : {
             Case{"the same visitor twice", [](Vote& vote) { vote.visitor = "anna"; }},
             Case{"an agent", [](Vote& vote) { vote.by_desk = true; }},
             Case{"never had the page open", [](Vote& vote) { vote.seen = false; }},
             Case{"asked not to be followed", [](Vote& vote) { vote.visitor.reset(); }},
             Case{"came without a question", [](Vote& vote) { vote.query.clear(); }},
             Case{"another question", [](Vote& vote) { vote.topic = "font size"; }},
             Case{"another article", [](Vote& vote) { vote.article = "kb2"; }},
             Case{"partly", [](Vote& vote) { vote.answer = Vote::Answer::partly; }},
             Case{"no", [](Vote& vote) { vote.answer = Vote::Answer::no; }},
         }) {
        CAPTURE(std::string{why});
        Readers readers;
        readers.yes("anna");
        Vote other = Readers::vote_of("ben", Vote::Answer::yes);
        spoil(other);
        other.text_hash = "h2";
        readers.cast(other);
        CHECK(readers.learn().learned == 0);
        CHECK(readers.store.learned().empty());
    }
}

TEST_CASE("as many who say that it is not about their question outweigh those who say yes") {
    Readers readers;
    readers.yes("a");
    readers.yes("b");
    readers.not_mine("c");
    readers.not_mine("d");
    CHECK(readers.learn().learned == 0);
    readers.yes("e");
    CHECK(readers.learn().learned == 1);
}

TEST_CASE("who says that it is not about their question contradicts what was learned for it") {
    Readers readers;
    readers.store.learn(std::vector<Taught>{{"paper JAM", "kb1", "import"},
                                            {"paper jam", "kb2", "import"},
                                            {"font size", "kb1", "import"}},
                        at(1));
    Vote vote = Readers::vote_of("anna", Vote::Answer::no);
    vote.reason = "outdated";
    readers.cast(vote);
    CHECK(readers.learn().contradicted == 0);
    readers.not_mine("ben");
    CHECK(readers.learn().contradicted == 1);
    CHECK(readers.learn().contradicted == 0);
    const auto pairs = readers.store.learned();
    CHECK(pairs[0].contradicted == 1);
    CHECK(pairs[1].contradicted == 0);
    CHECK(pairs[2].contradicted == 0);
}

TEST_CASE("a reason that is given after the vote was looked at still contradicts") {
    Readers readers;
    readers.store.learn(std::vector<Taught>{{"paper jam", "kb1", "import"}}, at(1));
    readers.cast(Readers::vote_of("anna", Vote::Answer::no));
    CHECK(readers.learn().contradicted == 0);
    Vote vote = readers.votes.by_token("t1").value();
    vote.reason = "not-mine";
    readers.votes.explain(vote, at(10));
    CHECK(readers.learn().contradicted == 1);
}

TEST_CASE("a question that somebody removed comes back only with new evidence") {
    Readers readers;
    readers.yes("anna");
    readers.yes("ben");
    CHECK(readers.learn().learned == 1);
    CHECK(readers.learn().learned == 0);
    CHECK(readers.store.learned().at(0).count == 1);
    REQUIRE(readers.store.forget(readers.store.learned().at(0).id));
    readers.yes("ben");  // pressed once more
    CHECK(readers.learn().learned == 0);
    CHECK(readers.store.learned().empty());
    readers.yes("carl");
    CHECK(readers.learn().learned == 1);
    CHECK(readers.store.learned().size() == 1);
}

TEST_CASE("of a question that many confirm at once one pair is learned") {
    Readers readers;
    for (int i = 0; i < 10; ++i)
        readers.yes("visitor " + std::to_string(i));
    CHECK(readers.learn().learned == 1);
    CHECK(readers.store.learned().at(0).count == 1);
    Readers nobody;
    CHECK(nobody.learn().learned == 0);
}
