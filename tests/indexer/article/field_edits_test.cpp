// What a button sets in the front matter, read back as articles are read.

#include "indexer/text/field_edits.h"

#include <doctest/doctest.h>

#include "indexer/text/front_matter_list.h"
#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

std::string head(const std::string& lines) {
    return "---\n" + lines + "---\nBody\n";
}

Article read_back(const std::string& text, const std::string& settings = "") {
    WrittenKb kb;
    kb.write("_kb.yml", settings);
    kb.write("a.md", text);
    const auto article = kb.load("a.md").article;
    REQUIRE(article);
    return *article;
}

std::string with_words(const std::string& text, const std::string& entry = "new words") {
    return with_alias(text, entry, {}).value_or("cannot be edited");
}

}  // namespace

TEST_CASE("an alias is added in the way in which the others are written") {
    struct Case {
        const char* before;
        const char* after;
        const char* read;
    };
    for (const auto& [before, after, read] : {
             Case{"title: A\n", "title: A\naliases:\n  - new words\n", "new words"},
             Case{"aliases: [a, 'b']  # said\ntitle: A\n",
                  "aliases: [a, 'b', new words]  # said\ntitle: A\n", "a|b|new words"},
             Case{"aliases: []\n", "aliases: [new words]\n", "new words"},
             Case{"aliases: [ a ]\n", "aliases: [ a, new words ]\n", "a|new words"},
             Case{"aliases: [a, b,]\n", "aliases: [a, b, new words]\n", "a|b|new words"},
             Case{"aliases: [\"a, ]\", 'it''s', b]\n",
                  "aliases: [\"a, ]\", 'it''s', b, new words]\n", "a, ]|it's|b|new words"},
             Case{"aliases: [a,\n  b]\ntitle: A\n", "aliases: [a,\n  b,\n  new words]\ntitle: A\n",
                  "a|b|new words"},
             Case{"aliases: [\n  a,\n  b  # two\n]\ntitle: A\n",
                  "aliases: [\n  a,\n  b,  # two\n  new words\n]\ntitle: A\n", "a|b|new words"},
             Case{"aliases:\n  [\n    a,\n    b,\n  ]\n",
                  "aliases:\n  [\n    a,\n    b,\n    new words,\n  ]\n", "a|b|new words"},
             Case{"aliases:\n  - a\n  - \"b: c\"   # two\n\n  # and on\ntitle: A\n",
                  "aliases:\n  - a\n  - \"b: c\"   # two\n  - new words\n\n  # and on\ntitle: A\n",
                  "a|b: c|new words"},
             Case{"aliases: # said\n- a\n# between\n- b\ntitle: A\n",
                  "aliases: # said\n- a\n# between\n- b\n- new words\ntitle: A\n", "a|b|new words"},
             Case{"aliases:\ntitle: A\n", "aliases:\n  - new words\ntitle: A\n", "new words"},
             Case{"aliases: ~ # none\n", "aliases: [new words] # none\n", "new words"},
             Case{"aliases: H drive\n", "aliases: H drive, new words\n", "H drive|new words"},
             Case{"keywords: 'H drive, D2B'\n", "keywords: 'H drive, D2B, new words'\n",
                  "H drive|D2B|new words"},
             Case{"keywords: [a]\n", "keywords: [a, new words]\n", "a|new words"},
             Case{"F1_Keywords: [a]\n", "F1_Keywords: [a, new words]\n", "a|new words"},
             Case{"aliases:\nkeywords: [a]\n", "aliases:\nkeywords: [a, new words]\n",
                  "a|new words"},
             Case{"aliases: [a]\nkeywords: [b]\n", "aliases: [a, new words]\nkeywords: [b]\n",
                  "a|new words"},
             Case{"\"aliases\" :   [a]\n", "\"aliases\" :   [a, new words]\n", "a|new words"},
             Case{"nested:\n  aliases: [x]\nsummary: |\n  aliases: [y]\n",
                  "nested:\n  aliases: [x]\nsummary: |\n  aliases: [y]\naliases:\n  - new words\n",
                  "new words"},
         }) {
        CAPTURE(before);
        CHECK(with_words(head(before)) == head(after));
        CHECK(joined(read_back("---\n" + std::string{after} + "---\n\n# T\n").aliases) == read);
        CHECK(with_words(head(after)) == head(after));
        CHECK(with_words(head(after), "New WORDS") == head(after));
    }
}

TEST_CASE("line ends, a byte order mark and a missing front matter are kept") {
    CHECK(with_words("\xEF\xBB\xBF---\r\naliases:\r\n  - a\r\n---\r\nB\r\n") ==
          "\xEF\xBB\xBF---\r\naliases:\r\n  - a\r\n  - new words\r\n---\r\nB\r\n");
    CHECK(with_words("---\r\naliases: [\r\n  a\r\n]\r\n---\r\nB") ==
          "---\r\naliases: [\r\n  a,\r\n  new words\r\n]\r\n---\r\nB");
    CHECK(with_words("# Title\n\nText\n") ==
          "---\naliases:\n  - new words\n---\n# Title\n\nText\n");
}

TEST_CASE("whatever was typed is read back as it is") {
    for (const char* entry : {"0x80070005",
                              "C++",
                              "it's \"late\"",
                              "a, b",
                              "[x]",
                              "no",
                              "null",
                              "5.7.1",
                              "H:",
                              "key: value",
                              "# tag",
                              "- dash",
                              "Größe",
                              "back\\slash",
                              "&a",
                              "*b",
                              "!c",
                              "@d",
                              "{e}",
                              "100%",
                              "?",
                              "emoji \xF0\x9F\x98\x80"}) {
        for (const char* before : {"aliases: [a]\n", "aliases:\n  - a\n", "", "aliases: a\n"}) {
            CAPTURE(entry);
            CAPTURE(before);
            const std::string after = with_words(head(before), entry);
            const auto aliases = read_back(after + "\n# T\n").aliases;
            REQUIRE_FALSE(aliases.empty());
            CHECK(aliases.back() == entry);
            CHECK(aliases.size() == (*before == '\0' ? 1 : 2));
            CHECK(with_words(after, entry) == after);
        }
    }
}

TEST_CASE("a list that cannot be edited line by line is left alone") {
    for (const char* text :
         {"---\naliases: [a\n---\n", "---\naliases: &x [a]\n---\n", "---\naliases: *x\n---\n",
          "---\naliases: |\n  a\n---\n", "---\naliases: {a: b}\n---\n",
          "---\naliases: a\n  b\n---\n", "---\naliases:\n  a\n---\n", "---\n{aliases: [a]}\n---\n",
          "---\n  aliases: [a]\n---\n", "---\naliases: !!seq [a]\n---\n",
          "---\naliases: [a] b\n---\n", "---\naliases: [a]\n"}) {
        CAPTURE(text);
        CHECK(with_words(text) == "cannot be edited");
    }
}

TEST_CASE("a knowledge base's own name of a field is used where the file uses it") {
    const Spellings spellings{{"aliases", {"words"}}, {"owner", {"team"}}, {"state", {"status"}}};
    CHECK(with_alias(head("words: [a]\n"), "b", spellings) == head("words: [a, b]\n"));
    CHECK(with_owner(head("team: x\n"), "print", spellings) == head("team: print\n"));
    CHECK(with_owner(head("team: x\nauthor: Jo\n"), "print", spellings) ==
          head("team: x\nauthor: Jo\nowner: print\n"));
    CHECK(with_state(head("status: draft # yet\n"), "validated", spellings) ==
          head("status: validated # yet\n"));
    CHECK(with_alias(head("title: A\n"), "b", spellings) == head("title: A\naliases:\n  - b\n"));
    const std::vector<std::string> inherited{"from above", "too"};
    CHECK(with_alias(head("title: A\n"), "b", {}, inherited) ==
          head("title: A\naliases:\n  - from above\n  - too\n  - b\n"));
    CHECK(with_alias(head("keywords: [a]\n"), "b", {}, inherited) == head("keywords: [a, b]\n"));
}

TEST_CASE("a new owner is read as the owner, whoever is named beside it") {
    for (const char* before : {"", "owner: old  # since 2020\n", "author: Jo\nms.author: jo\n",
                               "owner_slack: '#print'\n", "owner:\n  - a\n  - b\n"}) {
        CAPTURE(before);
        const auto after = with_owner(head(before), "print", {});
        REQUIRE(after);
        const Article article = read_back(*after + "\n# T\n");
        CHECK(article.owner == "print");
        CHECK_FALSE(article.owner_assumed);
    }
    CHECK(with_owner(head("author: Jo\n"), "print", {}) == head("author: Jo\nowner: print\n"));
}

TEST_CASE("a published draft is read as validated, however it said that it is one") {
    for (const char* before : {"state: draft\n", "draft: true\n", "hide: yes # until May\n",
                               "is_archived: true\n", "state: unvalidated\ndraft: true\n", ""}) {
        CAPTURE(before);
        const auto after = with_state(head(before), "validated", {});
        REQUIRE(after);
        CHECK(read_back(*after + "\n# T\n").state == State::validated);
    }
    CHECK(with_state(head("hide: yes # until May\n"), "validated", {}) ==
          head("hide: false # until May\nstate: validated\n"));
}

TEST_CASE("a retired article is read as archived and leads to what took its place") {
    for (const char* before : {"", "state: validated\n", "draft: true\n", "redirect: old\n"}) {
        CAPTURE(before);
        const auto after = with_retirement(head(before), "KB7", {});
        REQUIRE(after);
        const Article article = read_back(*after + "\n# T\n");
        CHECK(article.state == State::archived);
        CHECK(article.redirect_to == "KB7");
        const auto gone = with_retirement(*after, "", {});
        REQUIRE(gone);
        CHECK(read_back(*gone + "\n# T\n").redirect_to.empty());
    }
    CHECK(with_retirement(head("title: A\n"), "", {}) == head("title: A\nstate: archived\n"));
}
