#include "server/proposals/text_merge.h"

#include <doctest/doctest.h>

using namespace firstline;

TEST_CASE("changes of different lines go together") {
    struct Case {
        const char* base;
        const char* present;
        const char* proposed;
        const char* merged;
    };
    for (const auto& [base, present, proposed, merged] :
         {Case{"1\n2\n3\n4\n5\n", "x\n2\n3\n4\n5\n", "1\n2\n3\n4\ny\n", "x\n2\n3\n4\ny\n"},
          Case{"1\n2\n3\n", "1\n2\n3\n", "1\nx\n3\n", "1\nx\n3\n"},
          Case{"1\n2\n3\n", "1\nx\n3\n", "1\n2\n3\n", "1\nx\n3\n"},
          Case{"1\n2\n3\n", "1\nx\n3\n", "1\nx\n3\n", "1\nx\n3\n"},
          Case{"1\n2\n3\n", "0\n1\n2\n3\n", "1\n2\n", "0\n1\n2\n"},
          Case{"", "", "new\n", "new\n"}}) {
        CAPTURE(proposed);
        const TextMerge merge = merge_texts({base, present, proposed});
        CHECK(merge.clean);
        CHECK(merge.text == merged);
    }
}

TEST_CASE("of two changes of one line neither is lost") {
    const TextMerge merge = merge_texts({"1\n2\n3\n", "1\nours\n3\n", "1\ntheirs\n3\n"});
    CHECK_FALSE(merge.clean);
    CHECK(merge.text ==
          "1\n<<<<<<< in the knowledge base\nours\n=======\ntheirs\n>>>>>>> proposed\n3\n");
    CHECK(has_conflict_marks(merge.text));
}

TEST_CASE("a text with the marks of git in it is not taken for unfinished unless they are ours") {
    CHECK_FALSE(has_conflict_marks("Type `<<<<<<< in the knowledge base`.\n"));
    CHECK_FALSE(has_conflict_marks("<<<<<<< HEAD\n=======\n>>>>>>> main\n"));
    CHECK(has_conflict_marks("text\n>>>>>>> proposed\n"));
}
