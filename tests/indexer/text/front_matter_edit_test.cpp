#include "indexer/text/front_matter_edit.h"

#include <doctest/doctest.h>

using namespace firstline;

namespace {

const std::vector<FieldEdit> kStamp{{{"reviewed", "last_reviewed_on"}, "2026-11-22"},
                                    {{"reviewed_by"}, "Ines Calloway"}};

std::string stamped(const std::string& text) {
    return with_fields(text, kStamp).value_or("cannot be edited");
}

}  // namespace

TEST_CASE("a stamp changes the values it sets and not another byte") {
    struct Case {
        const char* before;
        const char* after;
    };
    for (const auto& [before, after] : {
             Case{"---\ntitle: A\nreviewed: 2025-01-01\nreviewed_by: Bo\n---\nBody\n",
                  "---\ntitle: A\nreviewed: 2026-11-22\nreviewed_by: Ines Calloway\n---\nBody\n"},
             Case{"---\ntitle: A   # why\nreviewed:   '2025-01-01'   # by hand\n"
                  "\"reviewed_by\" : \"Bo # not a comment\"\t# and why\n---\n",
                  "---\ntitle: A   # why\nreviewed:   2026-11-22   # by hand\n"
                  "\"reviewed_by\" : Ines Calloway\t# and why\n---\n"},
             Case{"---\ntitle: A\n---\nBody",
                  "---\ntitle: A\nreviewed: 2026-11-22\nreviewed_by: "
                  "Ines Calloway\n---\nBody"},
             Case{"\xEF\xBB\xBF---\r\ntitle: 'A ''b'''\r\nreviewed:\r\n---  \r\nBody\r\n",
                  "\xEF\xBB\xBF---\r\ntitle: 'A ''b'''\r\nreviewed: 2026-11-22\r\nreviewed_by: "
                  "Ines Calloway\r\n---  \r\nBody\r\n"},
             Case{
                 "---\nlast_reviewed_on: 1/2/2025\nreviewed_by:\n  - Bo\n  - Al\n# end\n...\nBody",
                 "---\nlast_reviewed_on: 2026-11-22\nreviewed_by: Ines Calloway\n# end\n...\nBody"},
             Case{"---\nreviewed_by_whom: x\nnested:\n  reviewed: old\nreviewed: # soon\n---\n",
                  "---\nreviewed_by_whom: x\nnested:\n  reviewed: old\nreviewed: 2026-11-22 # "
                  "soon\nreviewed_by: Ines Calloway\n---\n"},
             Case{"Only a body.\n",
                  "---\nreviewed: 2026-11-22\nreviewed_by: Ines Calloway\n---\nOnly a body.\n"},
             Case{"---\n---\n", "---\nreviewed: 2026-11-22\nreviewed_by: Ines Calloway\n---\n"},
         }) {
        CAPTURE(before);
        CHECK(stamped(before) == after);
        CHECK(stamped(after) == after);
    }
}

TEST_CASE("front matter that is no list of lines is left alone") {
    for (const char* text : {"---\ntitle: never closed\n", "---\n{title: A, reviewed: x}\n---\n",
                             "---\nreviewed: &day 2025-01-01\nagain: *day\n---\n"}) {
        CAPTURE(text);
        CHECK(stamped(text) == "cannot be edited");
    }
}

TEST_CASE("a value that YAML would read in another way is quoted") {
    const std::vector<FieldEdit> odd{{{"reviewed_by"}, "# \"Team\": a \\ b"}};
    CHECK(with_fields("---\n---\n", odd) ==
          "---\nreviewed_by: \"# \\\"Team\\\": a \\\\ b\"\n---\n");
    const std::vector<FieldEdit> none{{{"reviewed_by"}, ""}};
    CHECK(with_fields("---\n---\n", none) == "---\nreviewed_by: \"\"\n---\n");
}
