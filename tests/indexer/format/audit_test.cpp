#include "indexer/format/audit.h"

#include <fstream>

#include <doctest/doctest.h>

#include "indexer/format/generation.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

Date day(int year, unsigned month, unsigned day) {
    return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
}

Audit sample() {
    Audit audit{.made_on = day(2026, 3, 12), .commit = "4f2a", .articles = {}};
    audit.articles["KB1"] = {
        .findings = {{"near-duplicate", Severity::warning, 1, "it is largely b.md", "KB2"},
                     {"orphan", Severity::info, 7, "no \"article\" leads here", ""}},
        .linked_from = {"KB2", "KB3"},
        .changes = {{day(2026, 2, 1), "Ada", "4f2a", "Say which button"},
                    {day(2026, 1, 1), "Bo", "77aa", "", true},
                    {day(1970, 1, 1), "Bo", "10bb", ""}},
        .written = day(2024, 1, 31),
        .stamp_group = "4f2a"};
    audit.articles["KB2"] = {};
    return audit;
}

}  // namespace

TEST_CASE("an audit is read as it was written") {
    const TemporaryFolder folder;
    CHECK_FALSE(read_audit(folder.path()));
    write_audit(folder.path(), sample());
    const auto read = read_audit(folder.path());
    REQUIRE(read);
    CHECK(*read == sample());
    CHECK(read->of("KB1").linked_from.size() == 2);
    CHECK(read->of("unheard of") == ArticleAudit{});
}

TEST_CASE("an author whose name is no UTF-8 does not keep an audit from being written") {
    const TemporaryFolder folder;
    Audit audit = sample();
    audit.articles["KB1"].changes.front().author = "J\xf6rg";
    write_audit(folder.path(), audit);
    CHECK(read_audit(folder.path())->of("KB1").changes.front().author == "J\xef\xbf\xbdrg");
}

TEST_CASE("a damaged audit is told from one that is not there, or of another version") {
    const TemporaryFolder folder;
    replace_file(index_files::audit(folder.path()), R"({"version": 2, "articles": {}})");
    CHECK_THROWS_AS(read_audit(folder.path()), CorruptIndex);
    replace_file(index_files::audit(folder.path()), "{");
    CHECK_THROWS_AS(read_audit(folder.path()), CorruptIndex);
    // The words of commits that this one has may be about articles for other readers.
    replace_file(index_files::audit(folder.path()),
                 R"({"version": 1, "made_on": "2026-03-12", "commit": "", "articles": {}})");
    CHECK_FALSE(read_audit(folder.path()));
    replace_file(index_files::audit(folder.path()), R"({"version": 99})");
    CHECK_FALSE(read_audit(folder.path()));
}
