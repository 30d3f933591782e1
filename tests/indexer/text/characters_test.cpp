#include "indexer/text/characters.h"

#include <doctest/doctest.h>

using firstline::character_count;
using firstline::comma_parts;
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

TEST_CASE("what stands between commas is trimmed, and none is left out") {
    using Parts = std::vector<std::string_view>;
    CHECK(comma_parts("a, b c ,\td") == Parts{"a", "b c", "d"});
    CHECK(comma_parts("a,,") == Parts{"a", "", ""});
    CHECK(comma_parts(" ") == Parts{""});
}
