#include "indexer/checks/fixes.h"

#include <cstdlib>

#include <doctest/doctest.h>

#include "tests/indexer/checks/checked_kb.h"
#include "tests/support/file_text.h"

using namespace firstline;

namespace {

void write_faults(const CheckedKb& kb) {
    kb.write("redirections.json", R"({"redirections": [
        {"source_path": "old/place.md", "redirect_url": "/new/home.md"},
        {"source_path": "old/out.md", "redirect_url": "https://x.example/out"}]})");
    kb.article("new/home.md", "");
    kb.article("New Box.md", "");
    kb.write(
        "old/a b.md",
        "---\ntitle: A\nreviwed: 2026-01-01\ntags:\n  - x\n---\n\n"
        "See [one](place.md#part), [two](../NEW/home.md) and\n[three](place), [four](out.md),\n"
        "or [five](../new%20box.md).\n\n1\n\n2\n\n3\n\n4\n\n[six](/New/home.md#x) at the end");
    kb.write("crlf.md", "---\r\ntitle: C\r\n---\r\n\r\n[one](old/place.md)\r\n\r\nend\r\n");
    kb.write("known.md", "---\ntitle: K\nreviwed: 2026-01-01\nreviewed: 2026-01-02\n---\nText.\n");
}

std::vector<FileFix> fixes_for(const CheckedKb& kb) {
    std::vector<FileFix> fixes;
    CheckOptions options;
    options.root = kb.root();
    options.today = Date{std::chrono::days{20500}};
    options.look = [&](const Collection& articles, const CheckResult& found) {
        fixes = fixes_of(kb.root(), articles, found.problems);
    };
    check_folder(options);
    return fixes;
}

constexpr const char* kMended =
    "---\ntitle: A\nreviewed: 2026-01-01\ntags:\n  - x\n---\n\n"
    "See [one](../new/home.md#part), [two](../new/home.md) and\n[three](../new/home), "
    "[four](https://x.example/out),\nor [five](../New%20Box.md).\n\n1\n\n2\n\n3\n\n4\n\n"
    "[six](/new/home.md#x) at the end";

}  // namespace

TEST_CASE("moved links, capitals and misspelt keys are mended, and nothing else changes") {
    const CheckedKb kb;
    write_faults(kb);
    const auto fixes = fixes_for(kb);
    REQUIRE(fixes.size() == 2);
    CHECK(fixes[0].path == "crlf.md");
    CHECK(fixes[0].after == "---\r\ntitle: C\r\n---\r\n\r\n[one](new/home.md)\r\n\r\nend\r\n");
    CHECK(fixes[1].path == "old/a b.md");
    CHECK(fixes[1].after == kMended);
}

TEST_CASE("the patch does to the files what was meant, by git and by patch") {
    for (const std::string tool : {"git apply", "patch -s -p1"}) {
        CAPTURE(tool);
        const CheckedKb kb;
        const TemporaryFolder elsewhere;
        write_faults(kb);
        elsewhere.write("fix.patch", patch_of(fixes_for(kb)));
        // Whitespace: an operator's settings of git are not this test's.
        const std::string command = "cd '" + kb.root().string() +
                                    "' && GIT_CONFIG_GLOBAL=/dev/null " + tool +
                                    (tool.starts_with("git") ? " " : " < ") + "'" +
                                    (elsewhere.path() / "fix.patch").string() + "' 2>/dev/null";
        if (std::system(("command -v " + tool.substr(0, tool.find(' ')) + " >/dev/null").c_str()) !=
            0) {
            MESSAGE("skipped: no such program");
            continue;
        }
        CHECK(std::system(command.c_str()) == 0);
        CHECK(file_text(kb.root() / "old/a b.md") == kMended);
        CHECK(fixes_for(kb).empty());
    }
}

TEST_CASE("written in place, the files are as the patch would make them") {
    const CheckedKb kb;
    write_faults(kb);
    write_fixes(kb.root(), fixes_for(kb));
    CHECK(file_text(kb.root() / "old/a b.md") == kMended);
    CHECK(fixes_for(kb).empty());
}

TEST_CASE("a file that changed since it was read is not written over") {
    const CheckedKb kb;
    write_faults(kb);
    const auto fixes = fixes_for(kb);
    kb.write("crlf.md", "another text");
    CHECK_THROWS_AS(write_fixes(kb.root(), fixes), std::runtime_error);
    CHECK(file_text(kb.root() / "crlf.md") == "another text");
}
