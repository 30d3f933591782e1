#include "server/store/flags.h"

#include <doctest/doctest.h>

#include "server/store/store.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

struct Kept {
    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
    ArticleUseTable uses{store.connection()};
    FlagTable flags{store.connection()};
};

Flag flag_by(const char* agent, const char* reason = "outdated", int seconds = 100) {
    return {.at = at(seconds),
            .agent = agent,
            .article = "KB1",
            .title = "The <printer>",
            .owner = "print",
            .text_hash = "h1",
            .reason = reason,
            .line = "Press F9",
            .note = "It's F10 now",
            .ticket = "T-1"};
}

}  // namespace

TEST_CASE("an agent says once of a text that it was right") {
    Kept kept;
    const ArticleUse use{at(100), "anna", "T-1", "KB1", "h1"};
    CHECK(kept.uses.add(use));
    CHECK_FALSE(kept.uses.add({at(200), "anna", "T-2", "KB1", "h1"}));
    CHECK(kept.uses.add({at(300), "anna", "", "KB1", "h2"}));
    CHECK(kept.uses.add({at(400), "ben", "", "KB1", "h2"}));
    CHECK(kept.uses.add({at(500), "anna", "", "KB2", "h3"}));
    const auto of_article = kept.uses.of_article("KB1");
    REQUIRE(of_article.size() == 3);
    CHECK(of_article[0].ticket == "T-1");
    CHECK(of_article[0].at == at(100));
    const auto of_agent = kept.uses.of_agent("anna", at(300));
    REQUIRE(of_agent.size() == 2);
    CHECK(of_agent[0].article == "KB2");
}

TEST_CASE("a flag is kept as it was raised, and is open") {
    Kept kept;
    const auto id = kept.flags.put(flag_by("anna"));
    const auto found = kept.flags.find(id);
    REQUIRE(found);
    CHECK(found->title == "The <printer>");
    CHECK(found->note == "It's F10 now");
    CHECK(found->state == Flag::State::open);
    CHECK_FALSE(found->answered);
    CHECK_FALSE(kept.flags.find(id + 1));
}

TEST_CASE("raised again while it is open, a flag goes on and loses nothing") {
    Kept kept;
    const auto id = kept.flags.put(flag_by("anna"));
    Flag again = flag_by("anna", "outdated", 200);
    again.note = "Since Monday";
    again.ticket = "T-2";
    again.text_hash = "h2";
    CHECK(kept.flags.put(again) == id);
    CHECK(kept.flags.put(again) == id);
    const auto found = kept.flags.find(id);
    REQUIRE(found);
    CHECK(found->note == "It's F10 now\nSince Monday");
    CHECK(found->line == "Press F9");
    CHECK(found->ticket == "T-1, T-2");
    CHECK(found->text_hash == "h2");
    CHECK(found->at == at(100));
}

TEST_CASE("another agent, reason or other article is another flag, and so is one after an answer") {
    Kept kept;
    const auto first = kept.flags.put(flag_by("anna"));
    CHECK(kept.flags.put(flag_by("ben")) != first);
    CHECK(kept.flags.put(flag_by("anna", "wrong")) != first);
    Flag duplicate = flag_by("anna", "duplicate");
    duplicate.other = "KB2";
    const auto second = kept.flags.put(duplicate);
    duplicate.other = "KB3";
    CHECK(kept.flags.put(duplicate) != second);
    REQUIRE(kept.flags.answer(first, Flag::State::declined, "wanda", "", at(300)));
    CHECK(kept.flags.put(flag_by("anna")) != first);
    CHECK(kept.flags.of_article("KB1").size() == 6);
}

TEST_CASE("a flag is answered once") {
    Kept kept;
    const auto id = kept.flags.put(flag_by("anna"));
    CHECK(kept.flags.answer(id, Flag::State::mended, "wanda", "Thank you", at(300)));
    CHECK_FALSE(kept.flags.answer(id, Flag::State::declined, "walter", "No", at(400)));
    const auto found = kept.flags.find(id);
    REQUIRE(found);
    CHECK(found->state == Flag::State::mended);
    CHECK(found->answered_by == "wanda");
    CHECK(found->answered == at(300));
    CHECK(found->answer == "Thank you");
    CHECK_FALSE(kept.flags.answer(id + 1, Flag::State::mended, "wanda", "", at(300)));
}

TEST_CASE("a flag is opened again only if it was mended with this very answer") {
    Kept kept;
    const auto id = kept.flags.put(flag_by("anna"));
    CHECK_FALSE(kept.flags.reopen(id, ""));
    kept.flags.answer(id, Flag::State::mended, "wanda", "Mended by proposal 3.", at(300));
    CHECK_FALSE(kept.flags.reopen(id, "Mended by proposal 4."));
    CHECK(kept.flags.reopen(id, "Mended by proposal 3."));
    const auto found = kept.flags.find(id);
    REQUIRE(found);
    CHECK(found->state == Flag::State::open);
    CHECK(found->answer.empty());
    CHECK(found->answered_by.empty());
    CHECK_FALSE(found->answered);
    kept.flags.answer(id, Flag::State::declined, "wanda", "Mended by proposal 3.", at(300));
    CHECK_FALSE(kept.flags.reopen(id, "Mended by proposal 3."));
}

TEST_CASE("open flags come the oldest first, answered ones by their answer") {
    Kept kept;
    const auto one = kept.flags.put(flag_by("anna"));
    const auto two = kept.flags.put(flag_by("ben"));
    const auto three = kept.flags.put(flag_by("carla"));
    kept.flags.answer(one, Flag::State::mended, "wanda", "", at(300));
    kept.flags.answer(three, Flag::State::mended, "wanda", "", at(400));
    const auto mended = kept.flags.in_state(Flag::State::mended, 10);
    REQUIRE(mended.size() == 2);
    CHECK(mended[0].id == three);
    const auto open = kept.flags.in_state(Flag::State::open, 10);
    REQUIRE(open.size() == 1);
    CHECK(open[0].id == two);
    CHECK(kept.flags.in_state(Flag::State::mended, 1).size() == 1);
    CHECK(kept.flags.of_agent("anna", at(0)).size() == 1);
    CHECK(kept.flags.of_agent("anna", at(101)).empty());
}

TEST_CASE("the names of states lead back to them") {
    for (const Flag::State state : {Flag::State::open, Flag::State::mended, Flag::State::declined})
        CHECK(flag_state_from(name_of(state)) == state);
    CHECK_FALSE(flag_state_from("closed"));
}
