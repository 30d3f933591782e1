#include "indexer/text/language.h"

#include <doctest/doctest.h>

#include "indexer/text/html.h"

using firstline::Language;

TEST_CASE("inflected words of a language share a stem") {
    Language english("english");
    CHECK(english.stem("printers") == english.stem("printer"));
    CHECK(english.stem("printing") == english.stem("print"));
    Language german("german");
    CHECK(german.stem("drucker") == german.stem("druckern"));
}

TEST_CASE("a token that begins with a digit is its own stem") {
    Language english("english");
    CHECK(english.stem("365s") == "365s");
}

TEST_CASE("stop words and chatter are told from telling words, apostrophes or not") {
    Language english("english");
    CHECK(english.is_stop_word("the"));
    CHECK(english.is_stop_word("cant"));
    CHECK_FALSE(english.is_stop_word("not"));
    CHECK_FALSE(english.is_stop_word("printer"));
    CHECK(english.is_chatter("please"));
    CHECK_FALSE(english.is_chatter("password"));
    Language german("german");
    CHECK(german.is_stop_word("für"));
}

TEST_CASE("an unknown language is refused with the names that exist") {
    CHECK_THROWS_WITH_AS(Language("klingon"), doctest::Contains("english"), std::invalid_argument);
    CHECK(firstline::is_known_language("none"));
    CHECK(firstline::is_known_language("german"));
    CHECK_FALSE(firstline::is_known_language("klingon"));
    CHECK(firstline::language_tag("english") == "en");
}

TEST_CASE("grams and beginnings are counted in characters, not bytes") {
    CHECK(firstline::grams_of_stem("print") ==
          std::vector<std::string>{"#pri", "prin", "rint", "int#"});
    CHECK(firstline::grams_of_stem("größ") == std::vector<std::string>{"#grö", "größ", "röß#"});
    CHECK(firstline::grams_of_stem("a") == std::vector<std::string>{"#a#"});
    CHECK(firstline::beginnings_of("größe") ==
          std::vector<std::string>{"gr", "grö", "größ", "größe"});
    CHECK(firstline::longest_beginning("internationalisation") == "internationa");
    CHECK(firstline::beginnings_of("internationalisation").back() == "internationa");
}

TEST_CASE("escaped text cannot open a tag or leave an attribute") {
    CHECK(firstline::escape("<a href=\"x\" onclick='y'>&").markup ==
          "&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;");
}
