#include "indexer/text/characters.h"

#include <doctest/doctest.h>

using firstline::character_count;
using firstline::lower_ascii;

TEST_CASE("only A to Z become small: no other letter may pass for one of them") {
    CHECK(lower_ascii("AdMin-42_Z@[`") == "admin-42_z@[`");
    CHECK(lower_ascii("\u212A\u0130\u00C4") == "\u212A\u0130\u00C4");  // Kelvin sign, İ, Ä
    CHECK(lower_ascii("").empty());
}

TEST_CASE("characters are counted, not bytes, and broken ones harm nobody") {
    CHECK(character_count("") == 0);
    CHECK(character_count("abc") == 3);
    CHECK(character_count("Größe \u20AC \U0001F600") == 9);
    CHECK(character_count("\xC3") == 1);
    CHECK(character_count("a\x80\x80") == 1);
}
