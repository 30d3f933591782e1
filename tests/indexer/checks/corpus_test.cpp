#include <chrono>
#include <cstdlib>
#include <filesystem>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "indexer/checks/check_run.h"
#include "tests/support/file_text.h"

using namespace firstline;

namespace {

std::filesystem::path corpus() {
    if (const char* const folder = std::getenv("KB_CORPUS"))
        return folder;
    return std::filesystem::path(FIRSTLINE_SOURCE_DIR) / ".." / "shared" / "corpora" /
           "office-support";
}

std::size_t count_of_code(const CheckResult& result, std::string_view code) {
    std::size_t count = 0;
    for (const auto& problem : result.problems)
        count += problem.code == code ? 1U : 0U;
    return count;
}

CheckResult check(const std::filesystem::path& root, bool everything_public) {
    using namespace std::chrono;
    CheckOptions options;
    options.root = root;
    options.everything_public = everything_public;
    options.today = Date{year{2026} / November / day{22}};
    return check_folder(options);
}

}  // namespace

TEST_CASE("on a large real knowledge base the checks find what was found by eye, and not more") {
    if (!std::filesystem::exists(corpus() / "redirections.json")) {
        MESSAGE("skipped: no knowledge base at " << corpus().string()
                                                 << "; set KB_CORPUS to have one");
        return;
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto result = check(corpus(), true);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    MESSAGE(result.problems.size() << " findings in " << seconds.count() << " s");
    CHECK(count_of(result.problems, Severity::error) == 0);
    struct Case {
        const char* code;
        std::size_t count;
    };
    for (const auto& [code, count] :
         {Case{"dead-article-link", 9}, Case{"dead-anchor", 0}, Case{"moved-link", 5},
          Case{"link-case", 1}, Case{"unknown-key", 21}, Case{"near-duplicate", 8},
          Case{"duplicate-title", 2}, Case{"past-deadline", 11}, Case{"secret", 0},
          Case{"password", 0}, Case{"vague-title", 0}, Case{"steps-not-list", 2}}) {
        CAPTURE(std::string(code));
        CHECK(count_of_code(result, code) == count);
    }
}

TEST_CASE("our own knowledge base has neither errors nor warnings") {
    const auto result = check(std::filesystem::path(FIRSTLINE_SOURCE_DIR) / "kb-articles", false);
    CHECK(result.articles > 100);
    for (const auto& problem : result.problems)
        CHECK_MESSAGE(problem.severity == Severity::info, to_text(problem));
}

TEST_CASE("the manual has every check, with its weight and what mends it") {
    const std::string manual =
        file_text(std::filesystem::path(FIRSTLINE_SOURCE_DIR) / "kb-articles/firstline/checks.md");
    for (const auto& check : check_table()) {
        const std::string row =
            fmt::format("| `{}` | {} | ", check.code, severity_name(check.severity));
        CHECK_MESSAGE(manual.find(row) != std::string::npos, row);
    }
}
