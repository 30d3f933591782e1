#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "tests/cli/program.h"
#include "tests/indexer/index/test_kb.h"

namespace firstline {

namespace {

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::vector<std::string> review(const TestKb& kb, std::vector<std::string> more) {
    more.insert(more.begin(), {"review", kb.root().string()});
    return more;
}

constexpr const char* kOdd =
    "\xEF\xBB\xBF---\r\n# kept\r\ntitle: 'It''s odd'   # keep\r\nid:  \"KB1\"\r\n"
    "audience: public\r\naudit_date:  '1/2/2025' # by hand\r\ntags:\r\n- a\r\n-   b\r\n---\r\n"
    "\r\nBody   with blanks   \r\n\r\n";

}  // namespace

TEST_CASE(
    "a stamp changes the stamp and not another byte of a file with comments and odd quoting") {
    const TestKb kb;
    kb.write("a.md", kOdd);
    const auto file = kb.root() / "a.md";
    std::filesystem::permissions(
        file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const auto ended =
        run_indexer(review(kb, {"kb1", "--by", "Ines Calloway", "--on", "2026-03-12"}));
    CHECK(ended.exit_code == 0);
    CHECK(has(ended.out, "a.md: reviewed 2026-03-12 by Ines Calloway"));
    std::string expected = kOdd;
    expected.replace(expected.find("'1/2/2025'"), 10, "2026-03-12");
    const std::string stamped = bytes_of(file);
    const auto added = stamped.find("reviewed_by: ");
    REQUIRE(added != std::string::npos);
    const auto end = stamped.find("---\r\n\r\nBody");
    CHECK(stamped.substr(0, added) + stamped.substr(end) == expected);
    CHECK(has(stamped.substr(added, end - added), "reviewed_by: Ines Calloway\r\nreviewed_hash: "));
    CHECK(std::filesystem::status(file).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    // The stamp is of the text that stands there.
    CHECK_FALSE(has(run_indexer({"check", kb.root().string()}).out, "changed since"));
}

TEST_CASE("several are stamped at once, and what cannot be is named and left as it was") {
    const TestKb kb;
    kb.article("a.md", "text");
    kb.article("deep/b.md", "text");
    kb.write("map.md", "---\n{title: C, audience: public}\n---\ntext\n");
    const auto ended =
        run_indexer(review(kb, {"a", "deep/b.md", "map.md", "nothing", "--by", "Bo"}));
    CHECK(ended.exit_code == 1);
    CHECK(has(bytes_of(kb.root() / "a.md"), "reviewed_by: Bo\n"));
    CHECK(has(bytes_of(kb.root() / "deep/b.md"), "reviewed_by: Bo\n"));
    CHECK(has(ended.err, "map.md: not stamped: its front matter cannot be edited"));
    CHECK(has(ended.err, "nothing: not stamped: there is no such article"));
    CHECK(bytes_of(kb.root() / "map.md") == "---\n{title: C, audience: public}\n---\ntext\n");
}

TEST_CASE("nobody reviews in the future, or without a name") {
    const TestKb kb;
    kb.article("a.md", "text");
    const std::string before = bytes_of(kb.root() / "a.md");
    CHECK(run_indexer(review(kb, {"a", "--by", "Bo", "--on", "2999-01-01"})).exit_code == 2);
    CHECK(run_indexer(review(kb, {"a", "--by", "Bo", "--on", "soon"})).exit_code == 2);
    CHECK(run_indexer(review(kb, {"a"})).exit_code == 2);
    CHECK(bytes_of(kb.root() / "a.md") == before);
}

}  // namespace firstline
