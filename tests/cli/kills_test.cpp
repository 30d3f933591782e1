// A killed indexer loses nothing: readers keep the old index, the next run completes the work.

#include <csignal>

#include <doctest/doctest.h>

#include "indexer/format/generation.h"
#include "tests/cli/program.h"
#include "tests/indexer/index/test_kb.h"

namespace firstline {

namespace {

constexpr int kArticles = 12;

/// All articles say the same word, some move to another audience with it.
void write_articles(const TestKb& kb, const std::string& word, bool moved) {
    for (int i = 0; i < kArticles; ++i)
        kb.article(std::to_string(i) + ".md", word,
                   moved && i % 3 == 0 ? "audience: agents\n" : "audience: public\n");
    kb.article("agents.md", word, "audience: agents\n");
}

bool all_say(const IndexContents& contents, const std::string& word) {
    for (const auto& [path, document] : contents.documents)
        if (!document.terms.contains(word))
            return false;
    return contents.document_count == kArticles + 1;
}

struct Kill {
    const char* at;
    int counts[3];
    bool full;
};

/// Every point, each in the whole way there is to it.
constexpr Kill kKills[] = {
    {"parse", {1, 5, 12}, true},           {"mid-write", {1, 6, 13}, true},
    {"before-fsync", {1, 1, 1}, true},     {"before-rename", {1, 1, 1}, true},
    {"stub-written", {1, 1, 1}, true},     {"after-swap", {1, 1, 1}, true},
    {"parse", {1, 5, 12}, false},          {"mid-commit", {1, 2, 3}, false},
    {"between-commits", {1, 2, 2}, false}, {"before-manifest", {1, 1, 1}, false},
};

std::vector<std::string> build(const TestKb& kb, bool full) {
    std::vector<std::string> arguments{"build", kb.root().string(), "--index", kb.index().string()};
    if (full)
        arguments.emplace_back("--full");
    return arguments;
}

bool is_killed(const TestKb& kb, const Kill& kill, int count) {
    const auto ended =
        run_indexer(build(kb, kill.full),
                    {{"FIRSTLINE_KILL_AT", std::string(kill.at) + ":" + std::to_string(count)}});
    return ended.signal == SIGKILL;
}

}  // namespace

TEST_CASE("a full build that is killed leaves the old index, whole, or the new one, whole") {
    for (const auto& kill : kKills) {
        if (!kill.full)
            continue;
        int killed = 0;
        for (const int count : kill.counts) {
            TestKb kb;
            write_articles(kb, "old", false);
            REQUIRE(run_indexer(build(kb, false)).exit_code == 0);
            write_articles(kb, "new", true);
            killed += is_killed(kb, kill, count) ? 1 : 0;
            const bool swapped = std::string(kill.at) == "after-swap";
            CHECK_MESSAGE(all_say(kb.contents(), swapped ? "new" : "old"), kill.at);
            CHECK(run_indexer(build(kb, false)).exit_code == 0);
            CHECK(all_say(kb.contents(), "new"));
            CHECK_MESSAGE(difference(kb.contents(), kb.built_anew()).empty(), kill.at);
            CHECK(run_indexer(build(kb, true)).exit_code == 0);
            for (const auto& entry : std::filesystem::directory_iterator(kb.index()))
                CHECK_FALSE(entry.path().filename().string().starts_with("building-"));
        }
        CHECK(killed == 3);
        MESSAGE("killed " << killed << " full builds at " << std::string(kill.at));
    }
}

TEST_CASE(
    "an update that is killed leaves an index that can be read, and the next one completes it") {
    for (const auto& kill : kKills) {
        if (kill.full)
            continue;
        int killed = 0;
        for (const int count : kill.counts) {
            TestKb kb;
            write_articles(kb, "old", false);
            REQUIRE(run_indexer(build(kb, false)).exit_code == 0);
            write_articles(kb, "new", true);
            killed += is_killed(kb, kill, count) ? 1 : 0;
            const auto between = kb.contents();
            CHECK(between.document_count == between.documents.size());  // none stands twice
            CHECK(between.document_count >= kArticles + 1 - kArticles / 3);
            CHECK(run_indexer(build(kb, false)).exit_code == 0);
            CHECK(all_say(kb.contents(), "new"));
            CHECK_MESSAGE(difference(kb.contents(), kb.built_anew()).empty(), kill.at);
        }
        CHECK(killed == 3);
        MESSAGE("killed " << killed << " updates at " << std::string(kill.at));
    }
}

TEST_CASE("a build of pieces that is killed before they are merged leaves the old index") {
    TestKb kb;
    kb.article("0.md", "old");
    REQUIRE(run_indexer(build(kb, false)).exit_code == 0);
    for (int i = 0; i < 420; ++i)
        kb.article(std::to_string(i) + ".md", "new");
    int killed = 0;
    for (int i = 0; i < 3; ++i) {
        killed += is_killed(kb, {"before-compact", {}, true}, 1) ? 1 : 0;
        CHECK(kb.contents().document_count == 1);
    }
    CHECK(killed == 3);
    MESSAGE("killed " << killed << " full builds at before-compact");
    CHECK(run_indexer(build(kb, false)).exit_code == 0);
    CHECK(kb.contents().document_count == 420);
}

TEST_CASE("settings that change back after a killed update do not leave articles read by them") {
    TestKb kb;
    kb.write("_kb.yml", "default_audience: employees\n");
    for (int i = 0; i < 4; ++i)
        kb.article(std::to_string(i) + ".md", "text", "");
    kb.article("a.md", "text", "audience: agents\n");
    REQUIRE(run_indexer(build(kb, false)).exit_code == 0);
    kb.write("_kb.yml", "default_audience: agents\n");
    REQUIRE(is_killed(kb, {"before-manifest", {}, false}, 1));
    kb.write("_kb.yml", "default_audience: employees\n");
    CHECK(run_indexer(build(kb, false)).exit_code == 0);
    CHECK(kb.contents().database_of("1.md") == "employees");
    CHECK(difference(kb.contents(), kb.built_anew()).empty());
}

}  // namespace firstline
