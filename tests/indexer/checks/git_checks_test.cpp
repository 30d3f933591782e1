#include <doctest/doctest.h>
#include <fmt/format.h>

#include "indexer/checks/check_run.h"
#include "tests/support/git_repository.h"

using namespace firstline;

namespace {

void article(const TestRepository& repository, const std::string& path, const std::string& fields,
             const std::string& body = "Text.") {
    repository.write(path, "---\ntitle: About " + path + "\n" + fields + "---\n" + body + "\n");
}

CheckResult check(const TestRepository& repository, const std::vector<std::string>& only) {
    using namespace std::chrono;
    CheckOptions options;
    options.root = repository.path();
    options.today = Date{year{2026} / March / day{12}};
    options.only = only;
    return check_folder(options);
}

std::vector<std::string> found(const TestRepository& repository, const std::string& code) {
    std::vector<std::string> lines;
    for (const auto& problem : check(repository, {code}).problems)
        lines.push_back(fmt::format("{}:{}: {}", problem.path, problem.line, problem.message));
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("many stamps of one commit are found, whoever signed them and whatever day they say") {
    TestRepository repository;
    const auto write = [&](int count, const char* stamp) {
        for (int i = 0; i < count; ++i)
            article(repository, fmt::format("{}.md", i),
                    stamp == nullptr
                        ? ""
                        : fmt::format("reviewed: 2026-01-{:02}\nreviewed_by: {}\n", i + 1, stamp));
    };
    write(11, nullptr);
    repository.commit({});
    write(10, "Ada");
    repository.commit({});
    CHECK(found(repository, "stamped-together").empty());
    write(11, "Bo");
    const auto id = repository.commit({.author = "Cy"});
    CHECK(found(repository, "stamped-together") ==
          Lines{"0.md:3: 11 articles were stamped in one commit, " + id.substr(0, 8) +
                " by Cy on 2026-01-01; this is the first of them"});
}

TEST_CASE(
    "stamps of one day that came one by one were read, those that git does not know may not") {
    TestRepository repository;
    for (int i = 0; i < 12; ++i)
        article(repository, fmt::format("{}.md", i), "");
    repository.commit({});
    for (int i = 0; i < 12; ++i) {
        article(repository, fmt::format("{}.md", i), "reviewed: 2026-01-01\nreviewed_by: Ada\n");
        repository.commit({});
    }
    CHECK(found(repository, "stamped-together").empty());
    for (int i = 0; i < 11; ++i)
        article(repository, fmt::format("new{}.md", i), "reviewed: 2026-01-02\nreviewed_by: Ada\n");
    repository.commit({});
    CHECK(found(repository, "stamped-together") ==
          Lines{"new0.md:3: Ada reviewed 11 articles on 2026-01-02; this is the first of them"});
}

TEST_CASE("`updated` that moved on without the text is found, under any of its names") {
    TestRepository repository;
    repository.write("_kb.yml", "field_spellings:\n  updated: [zuletzt]\n");
    article(repository, "a.md", "ms.date: 01/01/2026\n");
    article(repository, "b.md", "zuletzt: 2026-01-01\n");
    article(repository, "c.md", "updated: 2026-01-01\n");
    repository.commit({});
    article(repository, "a.md", "ms.date: 02/01/2026\n");
    article(repository, "b.md", "zuletzt: 2026-02-01\n");
    article(repository, "c.md", "updated: 2026-02-01\n", "Another text.");
    const auto id = repository.commit({.author = "Bo"}).substr(0, 8);
    CHECK(found(repository, "updated-without-change") ==
          Lines{"a.md:3: `updated` moved to 2026-02-01 in commit " + id +
                    " by Bo, and the text is the one of before",
                "b.md:1: `updated` moved to 2026-02-01 in commit " + id +
                    " by Bo, and the text is the one of before"});
}

TEST_CASE("history is read only for checks that look at it") {
    TestRepository repository;
    article(repository, "a.md", "");
    repository.commit({});
    CHECK(check(repository, {}).git.commits == 1);
    CHECK(check(repository, {"orphan"}).git.commits == 0);
    CHECK(check(repository, {"stamped-together"}).git.commits == 1);
}
