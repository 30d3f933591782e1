#include "server/search/operators.h"

#include <doctest/doctest.h>

using namespace firstline;

namespace {

using Kind = Condition::Kind;

std::string words_of(const std::string& query) {
    return operators_in(query).words;
}

}  // namespace

TEST_CASE("operators are read out of the words around them") {
    struct Case {
        std::string query, words;
        std::vector<Condition> conditions;
    };
    for (const auto& [query, words, conditions] : {
             Case{"printer -scanner", "printer ", {{Kind::word, "scanner", true}}},
             Case{"\"paper jam\" tray", "paper jam  tray", {{Kind::phrase, "paper jam", false}}},
             Case{"“paper jam”", "paper jam ", {{Kind::phrase, "paper jam", false}}},
             Case{"„paper jam“", "paper jam ", {{Kind::phrase, "paper jam", false}}},
             Case{"-\"paper jam\" tray", " tray", {{Kind::phrase, "paper jam", true}}},
             Case{"tag:vpn drops", " drops", {{Kind::tag, "vpn", false}}},
             Case{"TAG:vpn", "", {{Kind::tag, "vpn", false}}},
             Case{"product:\"Exchange Online\" slow",
                  " slow",
                  {{Kind::product, "Exchange Online", false}}},
             Case{"owner:messaging state:draft type:how-to",
                  "  ",
                  {{Kind::owner, "messaging", false},
                   {Kind::state, "draft", false},
                   {Kind::type, "how-to", false}}},
             Case{"-tag:vpn", "", {{Kind::tag, "vpn", true}}},
             Case{"tag:a:b", "", {{Kind::tag, "a:b", false}}},
             Case{"\ttag:a\n-b", "\t\n", {{Kind::tag, "a", false}, {Kind::word, "b", true}}},
         }) {
        CAPTURE(query);
        const auto operators = operators_in(query);
        CHECK(operators.words == words);
        CHECK(operators.conditions == conditions);
    }
}

TEST_CASE("what is no whole operator is a word like others") {
    for (const std::string query : {"64-bit",
                                    "C: drive",
                                    "an unclosed \"quote",
                                    "-",
                                    "--",
                                    "- a",
                                    "--force",
                                    "-!",
                                    "tag:",
                                    "tag: vpn",
                                    "tag:\"",
                                    "tag:\"vpn",
                                    "product:\"Exchange Online",
                                    "\"\"",
                                    "\"!?\"",
                                    "-\"\"",
                                    "-\"",
                                    "-tag:",
                                    "colour:red",
                                    "http://a/b",
                                    "mytag:vpn",
                                    "a\"b c\"",
                                    "x-tag:vpn",
                                    "5\" screen 3\"",
                                    ":",
                                    "",
                                    " ",
                                    "„“"}) {
        CAPTURE(query);
        const auto operators = operators_in(query);
        CHECK(operators.words == query);
        CHECK(operators.conditions.empty());
        CHECK_FALSE(operators.only_conditions);
    }
}

TEST_CASE("a query of quoted words and conditions alone is known as such") {
    CHECK(operators_in("\"paper jam\" tag:x -y").only_conditions);
    CHECK(operators_in("tag:x").only_conditions);
    CHECK_FALSE(operators_in("\"paper jam\" tray").only_conditions);
    CHECK_FALSE(operators_in("tag:x y").only_conditions);
}

TEST_CASE("hostile queries are read, with few conditions") {
    const auto repeated = [](const std::string& part, int times) {
        std::string all;
        for (int i = 0; i < times; ++i)
            all += part;
        return all;
    };
    CHECK(operators_in(repeated("-a ", 500)).conditions.size() == 16);
    CHECK(words_of(repeated("-a ", 17)).ends_with("-a "));
    for (const auto& query :
         {repeated("\"", 1000), repeated("“", 500), repeated("-", 1000), repeated("tag:", 300),
          repeated("\" ", 500), repeated("-\"a", 300), std::string("tag:\0x", 6),
          std::string("\"\xff\xfe\""), std::string("-\xc3"), std::string("\"a\xe2\x80"),
          repeated("tag:\"a\" -\"b\" \"c\" ", 100), "tag:" + std::string(1000, 'x')}) {
        CAPTURE(query);
        CHECK(operators_in(query).conditions.size() <= 16);
    }
}
