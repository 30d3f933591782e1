#include "server/proposals/outcome.h"

#include <doctest/doctest.h>

using namespace firstline;

namespace {

using Kind = Outcome::Kind;

Proposal change(const std::string& base, const std::string& text) {
    return {.article = "KB1", .path = "a.md", .base = base, .text = text};
}

}  // namespace

TEST_CASE("a proposal changes, merges, is there, meets a conflict, or finds nothing to change") {
    struct Case {
        std::optional<std::string> present;
        Kind kind;
        bool merged;
        const char* text;
    };
    const Proposal proposal = change("1\n2\n3\n4\n", "1\n2\n3\nx\n");
    for (const auto& [present, kind, merged, text] :
         {Case{"1\n2\n3\n4\n", Kind::change, false, "1\n2\n3\nx\n"},
          Case{"0\n1\n2\n3\n4\n", Kind::change, true, "0\n1\n2\n3\nx\n"},
          Case{"1\n2\n3\nx\n", Kind::there, true, "1\n2\n3\nx\n"},
          Case{"0\n1\n2\n3\nx\n", Kind::there, true, "0\n1\n2\n3\nx\n"},
          Case{std::nullopt, Kind::gone, false, "1\n2\n3\nx\n"}}) {
        const Outcome outcome = outcome_of(proposal, present);
        CHECK(outcome.kind == kind);
        CHECK(outcome.merged == merged);
        CHECK(outcome.text == text);
    }
    CHECK(outcome_of(proposal, "1\n2\n3\ny\n").kind == Kind::conflict);
}

TEST_CASE("other line ends are no change") {
    const Outcome outcome = outcome_of(change("1\r\n2\r\n", "1\r\nx\r\n"), "1\n2\n");
    CHECK(outcome.kind == Kind::change);
    CHECK_FALSE(outcome.merged);
    CHECK(outcome.text == "1\nx\n");
}

TEST_CASE("a new article whose place is taken by another is a conflict, by itself it is there") {
    Proposal proposal = change("", "mine\n");
    proposal.article.clear();
    CHECK(outcome_of(proposal, std::nullopt).kind == Kind::change);
    CHECK(outcome_of(proposal, "mine\n").kind == Kind::there);
    const Outcome taken = outcome_of(proposal, "another\n");
    CHECK(taken.kind == Kind::conflict);
    CHECK(taken.text.find("mine") != std::string::npos);
    CHECK(taken.text.find("another") != std::string::npos);
}

TEST_CASE("proposals come one upon the other; one that meets a conflict changes nothing") {
    const std::vector<Proposal> proposals{change("1\n2\n3\n4\n5\n", "x\n2\n3\n4\n5\n"),
                                          change("1\n2\n3\n4\n5\n", "y\n2\n3\n4\n5\n"),
                                          change("1\n2\n3\n4\n5\n", "1\n2\n3\n4\nz\n")};
    int asked = 0;
    const auto outcomes = outcomes_of(proposals, [&](const std::string&) {
        ++asked;
        return std::optional<std::string>{"1\n2\n3\n4\n5\n"};
    });
    REQUIRE(outcomes.size() == 3);
    CHECK(outcomes[0].kind == Kind::change);
    CHECK(outcomes[1].kind == Kind::conflict);
    CHECK(outcomes[2].text == "x\n2\n3\n4\nz\n");
    CHECK(asked == 1);
}

TEST_CASE("a field that both give a value of their own is a conflict, wherever each put it") {
    const std::string base = "---\ntitle: A\nid: KB1\nowner: net\n---\n\nText.\n";
    const std::string retired =
        "---\ntitle: A\nid: KB1\nowner: net\nstate: archived\nredirect_to: KB2\n---\n\nText.\n";
    struct Case {
        const char* present;
        Kind kind;
        const char* text;
    };
    for (const auto& [present, kind, text] :
         {Case{"---\nstate: unvalidated\ntitle: A\nid: KB1\nowner: net\n---\n\nText.\n",
               Kind::conflict,
               "---\n<<<<<<< in the knowledge base\nstate: unvalidated\n=======\nstate: "
               "archived\n>>>>>>> proposed\ntitle: A\nid: KB1\nowner: net\nredirect_to: KB2\n"
               "---\n\nText.\n"},
          Case{"---\n'State' : draft # yet\ntitle: A\nid: KB1\nowner: net\n---\n\nText.\n",
               Kind::conflict,
               "---\n<<<<<<< in the knowledge base\n'State' : draft # yet\n=======\nstate: "
               "archived\n>>>>>>> proposed\ntitle: A\nid: KB1\nowner: net\nredirect_to: KB2\n"
               "---\n\nText.\n"},
          // The same, elsewhere.
          Case{"---\nstate: archived\nredirect_to: KB2\ntitle: A\nid: KB1\nowner: net\n---\n\n"
               "Text.\n",
               Kind::there,
               "---\nstate: archived\nredirect_to: KB2\ntitle: A\nid: KB1\nowner: net\n---\n\n"
               "Text.\n"},
          // Another field, one within another, and a line of the text are none of its business.
          Case{"---\ntype: how-to\ntitle: A\nid: KB1\nowner: net\n---\n\nText.\n", Kind::change,
               "---\ntype: how-to\ntitle: A\nid: KB1\nowner: net\nstate: archived\n"
               "redirect_to: KB2\n---\n\nText.\n"},
          Case{"---\nnotes:\n  state: new\ntitle: A\nid: KB1\nowner: net\n---\n\nText.\n\n"
               "state: of it\n",
               Kind::change,
               "---\nnotes:\n  state: new\ntitle: A\nid: KB1\nowner: net\nstate: archived\n"
               "redirect_to: KB2\n---\n\nText.\n\nstate: of it\n"}}) {
        CAPTURE(present);
        const Outcome outcome = outcome_of(change(base, retired), present);
        CHECK(outcome.kind == kind);
        CHECK(outcome.text == text);
    }
    // What one side had twice before is not made worse.
    const std::string twice =
        "---\nnote: a\ntitle: A\nid: KB1\nowner: net\nnote: b\n---\n\nText.\n";
    const Outcome outcome =
        outcome_of(change(twice, twice + "More.\n"), "---\ntype: how-to\n" + twice.substr(4));
    CHECK(outcome.kind == Kind::change);
    // Fields of several lines are brought together as a whole.
    const Outcome lists = outcome_of(
        change(base, "---\ntitle: A\nid: KB1\nowner: net\naliases:\n  - b\n---\n\nText.\n"),
        "---\naliases:\n- a\n# of old\n- c\ntitle: A\nid: KB1\nowner: net\n---\n\nText.\n");
    CHECK(lists.kind == Kind::conflict);
    CHECK(lists.text.find(
              "---\naliases:\n<<<<<<< in the knowledge base\n- a\n# of old\n- c\n=======\n"
              "  - b\n>>>>>>> proposed\ntitle: A\n") == 0);
}
