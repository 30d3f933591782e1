#include "indexer/text/codes.h"

#include <algorithm>

#include <doctest/doctest.h>

using firstline::codes_in;
using Codes = std::vector<std::string>;

TEST_CASE("codes are found as written and squashed, whatever stands around them") {
    struct Case {
        std::string_view text;
        Codes codes;
    };
    const Case cases[] = {
        {"Error 0x80070005: access denied", {"0x80070005"}},
        {"(0x8007000E).", {"0x8007000e"}},
        {"550 5.7.1 Unable to relay", {"5.7.1", "571"}},
        {"the MX-3070 on floor 2", {"mx-3070", "mx3070"}},
        {"a 64-bit system", {"64-bit", "64bit"}},
        {"my H: is gone", {"h:"}},
        {"look in H:\\users\\me", {"h:"}},
        {"my H drive is gone", {"h:"}},
        {"the S-drive", {"s:"}},
        {"Visual C++ runtime", {"c++"}},
        {"a macro in C#.", {"c#"}},
        {"AADSTS50053 again", {"aadsts50053"}},
        {"ERROR_SHARING_VIOLATION", {"error_sharing_violation", "errorsharingviolation"}},
        {"KB5005565, KB5005565!", {"kb5005565"}},
        {"nothing here but words", {}},
        {"well-known e-mail", {}},
        {"and/or 24/7", {}},
        {"", {}},
    };
    for (const auto& [text, codes] : cases) {
        CAPTURE(text);
        CHECK(codes_in(text) == codes);
    }
}

TEST_CASE("a query's code meets the article's code however either writes it") {
    const auto article = codes_in("The Sharp MX-3070 shows code H5-01.");
    for (const auto* query : {"mx3070", "MX-3070", "h5-01", "H501"}) {
        CAPTURE(query);
        const auto asked = codes_in(query);
        bool met = false;
        for (const auto& code : asked)
            met |= std::find(article.begin(), article.end(), code) != article.end();
        CHECK(met);
    }
}

TEST_CASE("a very long run of letters and digits is no code") {
    CHECK(codes_in(std::string(5000, 'a') + "1").empty());
}
