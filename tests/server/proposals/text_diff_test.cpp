#include "server/proposals/text_diff.h"

#include <doctest/doctest.h>

using namespace firstline;

namespace {

/// Signs and texts, a line each.
std::string drawn(const TextDiff& diff) {
    std::string text;
    for (const DiffHunk& hunk : diff.hunks) {
        if (!text.empty())
            text += "~\n";
        for (const DiffLine& line : hunk.lines) {
            const char sign = line.kind == DiffLine::Kind::added     ? '+'
                              : line.kind == DiffLine::Kind::removed ? '-'
                                                                     : ' ';
            text += sign + line.text + "\n";
        }
    }
    return text;
}

}  // namespace

TEST_CASE("a change shows as the lines that went and the lines that came") {
    struct Case {
        const char* before;
        const char* after;
        const char* shown;
    };
    for (const auto& [before, after, shown] :
         {Case{"a\nb\n", "a\nb\n", ""}, Case{"a\nb\n", "a\nc\n", " a\n-b\n+c\n"},
          Case{"", "a\n", "+a\n"}, Case{"a\n", "", "-a\n"}, Case{"a", "a\n", "-a\n+a\n"},
          Case{"a\r\nb\r\n", "a\r\nc\r\n", " a\n-b\n+c\n"},
          Case{"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
               "-1\n+x\n 2\n 3\n 4\n~\n 6\n 7\n 8\n-9\n+y\n"}}) {
        CAPTURE(before);
        CHECK(drawn(diff_texts(before, after)) == shown);
    }
}

TEST_CASE("lines are counted and have their numbers on both sides") {
    const TextDiff diff = diff_texts("a\nb\nc\n", "a\nx\ny\nc\n");
    CHECK(diff.removed == 1);
    CHECK(diff.added == 2);
    REQUIRE(diff.hunks.size() == 1);
    const auto& lines = diff.hunks.front().lines;
    REQUIRE(lines.size() == 5);
    CHECK(lines[1].before == 2);
    CHECK(lines[1].after == 0);
    CHECK(lines[2].before == 0);
    CHECK(lines[2].after == 2);
    CHECK(lines[4].before == 3);
    CHECK(lines[4].after == 4);
}

TEST_CASE("of a very long change the first lines are shown and the others counted") {
    std::string before = "a\n";
    std::string after = "b\n";
    for (int i = 0; i < 50; ++i) {
        before += "old\n";
        after += "new " + std::to_string(i) + "\n";
    }
    const TextDiff diff = diff_texts(before, after, 60);
    CHECK(diff.removed == 51);
    CHECK(diff.added == 51);
    REQUIRE(diff.hunks.size() == 1);
    CHECK(diff.hunks.front().lines.size() == 60);
    CHECK(diff.more == 42);
    CHECK(diff_texts(before, after).more == 0);
}

TEST_CASE("a patch names the file, and says that it is new") {
    const std::string changed = patch_of({"a/b.md", "one\n", "two\n"});
    CHECK(changed.find("--- a/a/b.md\n+++ b/a/b.md\n") != std::string::npos);
    CHECK(changed.find("-one\n+two\n") != std::string::npos);
    const std::string made = patch_of({"a/b.md", std::nullopt, "two\n"});
    CHECK(made.find("new file mode 100644") != std::string::npos);
    CHECK(made.find("--- /dev/null\n") != std::string::npos);
    CHECK(patch_of({"a.md", "same\n", "same\n"}).empty());
}
