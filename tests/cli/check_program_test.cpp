#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/support/file_text.h"

using namespace firstline;
using nlohmann::json;

namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// A folder with a warning, an error or neither, and some advice.
class SmallKb {
public:
    SmallKb() {
        folder_.write("kb/_owners.yml", "desk: {name: Desk}\n");
        article("b.md", "owner: desk\n", "Text.");
    }

    void article(const std::string& path, const std::string& fields,
                 const std::string& body) const {
        folder_.write("kb/" + path,
                      "---\ntitle: About " + path + "\n" + fields + "---\n\n" + body + "\n");
    }
    void with_warning() const { article("a.md", "owner: desk\n", "[b](b.md) [gone](gone.md)"); }
    void with_error() const { article("c.md", "owner: desk\naudience: nonsense\n", "Text."); }

    std::string file(const std::string& name) const { return (folder_.path() / name).string(); }

    Ended check(const std::vector<std::string>& more = {}) const {
        std::vector<std::string> arguments{"check", file("kb")};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_indexer(arguments);
    }

private:
    TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("check ends with 1 for errors, and for less only if it is asked to") {
    const SmallKb kb;
    CHECK(kb.check().exit_code == 0);
    CHECK(kb.check({"--fail-on", "warning"}).exit_code == 0);
    CHECK(kb.check({"--fail-on", "info"}).exit_code == 1);
    kb.with_warning();
    CHECK(kb.check().exit_code == 0);
    CHECK(kb.check({"--fail-on", "warning"}).exit_code == 1);
    kb.with_error();
    CHECK(kb.check().exit_code == 1);
}

TEST_CASE("as text, check lists errors and warnings with their codes and counts advice") {
    const SmallKb kb;
    kb.with_warning();
    const auto ended = kb.check();
    CHECK(has(ended.out, "a.md:6: warning: there is no such file: `gone.md` [dead-article-link]"));
    CHECK(has(ended.out, "     2  no-alias"));
    CHECK_FALSE(has(ended.out, "[no-alias]"));
    CHECK(has(kb.check({"--severity", "info"}).out, "[no-alias]"));
    const auto only = kb.check({"--only", "no-alias,no-summary"}).out;
    CHECK(has(only, "[no-alias]"));
    CHECK_FALSE(has(only, "dead-article-link"));
}

TEST_CASE("programs can have what check finds as JSON or SARIF") {
    const SmallKb kb;
    kb.with_warning();
    const auto plain = json::parse(kb.check({"--format", "json"}).out);
    CHECK(plain["warnings"] == 1);
    CHECK(plain["problems"].size() > 1);
    const auto warnings = json::parse(kb.check({"--format", "json", "--severity", "warning"}).out);
    CHECK(warnings["problems"].size() == 1);
    CHECK(warnings["problems"][0]["code"] == "dead-article-link");
    const auto sarif = json::parse(kb.check({"--format", "sarif"}).out);
    CHECK(sarif["runs"][0]["results"].size() == plain["problems"].size());
}

TEST_CASE("with a baseline, old debt does not block a merge and new debt does") {
    const SmallKb kb;
    kb.with_error();
    const auto baseline = kb.file("known.json");
    CHECK(kb.check({"--baseline", baseline}).exit_code == 2);
    CHECK(kb.check({"--baseline", baseline, "--update-baseline"}).exit_code == 0);
    const auto known = kb.check({"--baseline", baseline});
    CHECK(known.exit_code == 0);
    CHECK(has(known.out, "problems of the baseline not shown"));
    kb.article("d.md", "audience: nonsense\n", "Text.");
    CHECK(kb.check({"--baseline", baseline}).exit_code == 1);
}

TEST_CASE("--fix prints a patch and touches nothing, --fix-to writes it, --write mends the files") {
    const SmallKb kb;
    kb.article("a.md", "owner: desk\n", "[b](B.md)");
    const auto before = file_text(kb.file("kb/a.md"));
    const auto patch = kb.check({"--fix"});
    CHECK(patch.out.starts_with("--- a/a.md\n+++ b/a.md\n@@ -"));
    CHECK(has(patch.out, "\n-[b](B.md)\n+[b](b.md)\n"));
    CHECK(has(kb.check({"--fix-to", kb.file("fix.patch")}).out, "[link-case]"));
    CHECK(file_text(kb.file("fix.patch")) == patch.out);
    CHECK(file_text(kb.file("kb/a.md")) == before);
    CHECK(has(kb.check({"--write"}).out, "mended: a.md"));
    CHECK(has(file_text(kb.file("kb/a.md")), "[b](b.md)"));
    CHECK(kb.check({"--fix"}).out.empty());
}

TEST_CASE("what check cannot do ends with 2 and says why") {
    const SmallKb kb;
    CHECK(has(kb.check({"--only", "nonsense"}).err, "there is no check `nonsense`"));
    for (const std::vector<std::string>& wrong : {std::vector<std::string>{"--only", "nonsense"},
                                                  {"--severity", "loud"},
                                                  {"--update-baseline"},
                                                  {"--fix", "--write"},
                                                  {"--format", "xml"}})
        CHECK(kb.check(wrong).exit_code == 2);
}

TEST_CASE("check --codes lists every check with what mends it") {
    const auto ended = run_indexer({"check", "--codes"});
    CHECK(ended.exit_code == 0);
    CHECK(has(ended.out, "dead-anchor"));
    CHECK(has(ended.out, "Write the anchor of a heading that is there"));
}

TEST_CASE("diff shows in words how two articles differ") {
    const SmallKb kb;
    kb.article("a.md", "", "Press the red button.");
    kb.article("c.md", "", "Press the green button.");
    const auto ended = run_indexer({"diff", kb.file("kb"), "a", "c.md"});
    CHECK(ended.exit_code == 0);
    CHECK(has(ended.out, "| Press the [-red-] {+green+} button."));
    CHECK(run_indexer({"diff", kb.file("kb"), "a", "nowhere"}).exit_code == 2);
}
