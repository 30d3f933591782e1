#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "indexer/index/index_summary.h"

namespace firstline {

namespace {

IndexSummary some_summary() {
    IndexSummary summary;
    summary.counts = {.added = 3, .replaced = 2, .removed = 1, .unchanged = 9};
    summary.full = true;
    summary.why_full = "it was asked for";
    summary.left_out = {{"fragment", 4}};
    summary.audiences = {{"public", false, 12}, {"public", true, 1}};
    summary.problems = {.errors = 1, .warnings = 7};
    return summary;
}

bool has(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a summary says what was done, what there is, and what is wrong") {
    const auto text = to_text(some_summary());
    for (const char* part :
         {"Full build: it was asked for", "3 added, 2 replaced, 1 removed, 9 unchanged",
          "12 public, 1 public (archived)", "4 fragment", "1 errors, 7 warnings"})
        CHECK_MESSAGE(has(text, part), part);
    CHECK_FALSE(has(text, "Nothing in this index is public"));
}

TEST_CASE("a summary with nothing public says how to change it") {
    auto summary = some_summary();
    summary.nothing_public = true;
    const auto text = to_text(summary);
    for (const char* part : {"audience: public", "default_audience", "_kb.yml", "--public"})
        CHECK_MESSAGE(has(text, part), part);
}

TEST_CASE("programs get the summary as JSON") {
    const auto json = nlohmann::json::parse(to_json(some_summary()));
    CHECK(json["added"] == 3);
    CHECK(json["full"] == true);
    CHECK(json["problems"]["errors"] == 1);
    CHECK(json["audiences"][1]["archived"] == true);
}

}  // namespace firstline
