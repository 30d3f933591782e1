#include <algorithm>
#include <fstream>

#include <doctest/doctest.h>

#include "indexer/format/generation.h"
#include "tests/indexer/index/test_kb.h"
#include "tests/support/file_text.h"

namespace firstline {

namespace {

std::vector<std::string> names_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

void replace_in(const std::filesystem::path& file, const std::string& from, const std::string& to) {
    std::string text = file_text(file);
    text.replace(text.find(from), from.size(), to);
    std::ofstream(file) << text;
}

}  // namespace

TEST_CASE("the generation before the current one is kept for its readers, older ones are not") {
    TestKb kb;
    kb.article("a.md", "text");
    for (int i = 0; i < 4; ++i)
        kb.run_full();
    CHECK(names_in(kb.index()) ==
          std::vector<std::string>{"current", "gen-000003", "gen-000004", "lock"});
}

TEST_CASE("what dead builds left is removed by the next full build") {
    TestKb kb;
    kb.article("a.md", "text");
    kb.run();
    std::filesystem::create_directories(kb.index() / "building-999999" / "public");
    std::filesystem::create_directories(kb.index() / "gen-000007" / "public");
    kb.run_full();
    CHECK(names_in(kb.index()) ==
          std::vector<std::string>{"current", "gen-000001", "gen-000008", "lock"});
}

TEST_CASE("an index of another version is refused by readers, and built anew by the indexer") {
    TestKb kb;
    kb.article("a.md", "text");
    kb.run();
    replace_in(index_files::manifest(kb.index() / "gen-000001"),
               "\"version\": ", "\"version\": 99");
    std::string refusal;
    try {
        kb.contents();
    } catch (const WrongIndexVersion& error) {
        refusal = error.what();
    }
    CHECK(refusal.find("run kb-indexer build") != std::string::npos);
    const auto summary = kb.run();
    CHECK(summary.full);
    CHECK(summary.why_full.find("version") != std::string::npos);
    CHECK(kb.contents().document_count == 1);
}

TEST_CASE("a damaged index is built anew") {
    TestKb kb;
    kb.article("a.md", "text");
    kb.run();
    SUBCASE("current names nothing") {
        std::ofstream(kb.index() / "current") << "nonsense\n";
    }
    SUBCASE("the generation is gone") {
        std::filesystem::remove_all(kb.index() / "gen-000001");
    }
    SUBCASE("a manifest is cut off") {
        std::filesystem::resize_file(kb.index() / "gen-000001/manifest.json", 20);
    }
    SUBCASE("a database is damaged") {
        std::ofstream(kb.index() / "gen-000001/public/iamglass") << "nonsense";
    }
    CHECK(kb.run().full);
    CHECK(kb.contents().document_count == 1);
    CHECK_FALSE(kb.run().full);
}

TEST_CASE("a folder that cannot be read leaves the index as it is") {
    TestKb kb;
    kb.article("a.md", "text");
    kb.run();
    kb.options().root = kb.root() / "gone";
    CHECK_THROWS_AS(kb.run(), std::runtime_error);
    CHECK(kb.contents().document_count == 1);
}

}  // namespace firstline
