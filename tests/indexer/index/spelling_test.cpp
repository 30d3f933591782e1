#include <doctest/doctest.h>

#include "tests/indexer/index/test_kb.h"

namespace firstline {

TEST_CASE("the words of a removed article leave the dictionary") {
    TestKb kb;
    kb.article("a.md", "A xylophone and a printer.");
    kb.article("b.md", "A printer.");
    kb.run();
    REQUIRE(kb.contents().knows_word("xylophone"));
    kb.remove("a.md");
    kb.run();
    CHECK_FALSE(kb.contents().knows_word("xylophone"));
    CHECK(kb.contents().spelling.at("public").at("printer") == 1);
}

TEST_CASE("words that an edit takes out leave the dictionary") {
    TestKb kb;
    kb.article("a.md", "A xylophone.");
    kb.run();
    kb.article("a.md", "A trombone.");
    kb.run();
    CHECK_FALSE(kb.contents().knows_word("xylophone"));
    CHECK(kb.contents().knows_word("trombone"));
}

TEST_CASE("words move with their article to the dictionary of its new audience") {
    TestKb kb;
    kb.article("a.md", "A xylophone.");
    kb.article("b.md", "A printer.");
    kb.run();
    kb.article("a.md", "A xylophone.", "audience: agents\n");
    kb.run();
    const auto contents = kb.contents();
    CHECK_FALSE(contents.spelling.at("public").contains("xylophone"));
    CHECK(contents.spelling.at("agents").contains("xylophone"));
}

TEST_CASE("retiring an article takes its words out of every dictionary") {
    TestKb kb;
    kb.article("a.md", "A xylophone.");
    kb.run();
    kb.article("a.md", "A xylophone.", "audience: public\nstate: archived\n");
    kb.run();
    CHECK_FALSE(kb.contents().knows_word("xylophone"));
    CHECK(kb.contents().database_of("a.md") == "public-archived");
}

}  // namespace firstline
