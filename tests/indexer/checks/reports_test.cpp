#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "indexer/checks/baseline.h"
#include "indexer/checks/report_formats.h"
#include "indexer/checks/word_diff.h"
#include "tests/indexer/checks/checked_kb.h"

using namespace firstline;
using nlohmann::json;

namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

CheckResult some_result() {
    CheckResult result;
    result.articles = 2;
    result.problems = {
        {"a b.md", 3, Severity::error, "secret", "this is a private key"},
        {"a b.md", 5, Severity::warning, "dead-anchor", "there is no heading `#x` in b.md"},
        {"b.md", 1, Severity::info, "no-alias", "there are no `aliases`"}};
    return result;
}

std::size_t new_ones(const CheckedKb& kb, const std::filesystem::path& baseline) {
    auto result = kb.check();
    leave_out_known(baseline, result);
    return result.problems.size();
}

}  // namespace

TEST_CASE("the text names what weighs enough, what mends it, and counts the rest") {
    const std::string text = check_text(some_result(), Severity::warning);
    CHECK(has(text, "a b.md:3: error: this is a private key [secret]\n"));
    CHECK(has(text, "dead-anchor          Write the anchor"));
    CHECK_FALSE(has(text, "b.md:1: info"));
    CHECK(has(text, "     1  no-alias"));
    CHECK(has(text, "2 articles, 1 errors, 1 warnings\n"));
    CHECK(has(check_text(some_result(), Severity::info), "b.md:1: info: there are no"));
    CHECK_FALSE(has(check_text(some_result(), Severity::error), "[dead-anchor]"));
}

TEST_CASE("each problem of the JSON has the action that mends it") {
    const auto read = json::parse(check_json(some_result(), Severity::info));
    CHECK(read["articles"] == 2);
    CHECK(read["advice"] == 1);
    REQUIRE(read["problems"].size() == 3);
    for (const auto& problem : read["problems"])
        CHECK_FALSE(problem["action"].get<std::string>().empty());
}

TEST_CASE("SARIF has a rule for every code and a result for every problem") {
    const auto read = json::parse(check_sarif(some_result(), Severity::info));
    CHECK(read["version"] == "2.1.0");
    const auto& run = read["runs"][0];
    const auto& rules = run["tool"]["driver"]["rules"];
    CHECK(rules.size() == check_table().size());
    REQUIRE(run["results"].size() == 3);
    for (const auto& result : run["results"])
        CHECK(rules[result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
    CHECK(run["results"][2]["level"] == "note");
    const auto& place = run["results"][0]["locations"][0]["physicalLocation"];
    CHECK(place["artifactLocation"]["uri"] == "a%20b.md");
    CHECK(place["region"]["startLine"] == 3);
    CHECK(run["results"][0]["partialFingerprints"]["firstline/v1"].get<std::string>().size() == 32);
}

TEST_CASE("a baseline knows old problems on new lines, and no more of them than there were") {
    const CheckedKb kb;
    const TemporaryFolder elsewhere;
    const auto baseline = elsewhere.path() / "known.json";
    kb.article("a.md", "", "[1](gone.md)");
    write_baseline(baseline, kb.check());
    CHECK(new_ones(kb, baseline) == 0);
    kb.article("a.md", "", "More.\n\nAnd more.\n\n[1](gone.md)");
    CHECK(new_ones(kb, baseline) == 0);
    kb.article("a.md", "", "[1](gone.md)\n\n[2](gone.md)");
    CHECK(new_ones(kb, baseline) == 1);
    kb.article("a.md", "", "[1](lost.md)");
    CHECK(new_ones(kb, baseline) == 1);
}

TEST_CASE("what is no baseline is refused, not taken for an empty one") {
    const TemporaryFolder folder;
    auto result = some_result();
    CHECK_THROWS_AS(leave_out_known(folder.path() / "none.json", result), std::runtime_error);
    folder.write("other.json", "{\"problems\": []}");
    CHECK_THROWS_AS(leave_out_known(folder.path() / "other.json", result), std::runtime_error);
    CHECK(result.problems.size() == 3);
}

TEST_CASE("a diff in words marks what goes and what comes, and leaves out what stays far away") {
    struct Case {
        const char* before;
        const char* after;
        const char* diff;
    };
    for (const auto& [before, after, diff] :
         {Case{"Same.\n", "Same.\n", ""}, Case{"A b\n\nc", "A b\nc\n", ""},
          Case{"Press the red button.", "Press the green button.",
               "| Press the [-red-] {+green+} button.\n"},
          Case{"One\nTwo\nThree\nFour\nFive\nSix", "One\nTwo\nThree\nFour\nFive\nSix and more",
               "...\n  Five\n| Six {+and more+}\n"},
          Case{"One\nTwo\nThree\nFour", "Zero\nTwo\nThree\nFour",
               "| [-One-] {+Zero+}\n  Two\n...\n"}}) {
        CAPTURE(std::string(before));
        CHECK(word_diff(before, after) == diff);
    }
}
