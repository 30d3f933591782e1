#include "indexer/index/file_stamp.h"

#include <doctest/doctest.h>

#include "tests/indexer/index/test_kb.h"

namespace firstline {

TEST_CASE("the stamp of a file that just changed is not trusted") {
    const TemporaryFolder folder;
    folder.write("a.md", "text");
    const auto stamp = stamp_of(folder.path() / "a.md");
    REQUIRE(stamp);
    CHECK(RunStamps(folder.path(), real_time()).trusted(*stamp).empty());
    CHECK(RunStamps(folder.path(), an_hour_later()).trusted(*stamp) == packed(*stamp));
    CHECK_FALSE(stamp_of(folder.path() / "b.md"));
}

TEST_CASE(
    "what an article depends on changes with fragments and defaults that come, go or change") {
    const TemporaryFolder folder;
    folder.write("a/_defaults.yml", "audience: public\n");
    folder.write("includes/x.md", "one");
    const std::vector<std::string> fragments{"includes/x.md", "a/b/_defaults.yml"};
    const auto kept = RunStamps(folder.path(), an_hour_later()).depends("a/b/c.md", fragments);
    REQUIRE(kept);
    CHECK(fragments_in(*kept) == std::vector<std::string>{"includes/x.md"});
    const auto still = [&] {
        return RunStamps(folder.path(), an_hour_later()).still_depends("a/b/c.md", *kept);
    };
    CHECK(still());
    SUBCASE("a fragment is longer") {
        folder.write("includes/x.md", "longer");
    }
    SUBCASE("a fragment went") {
        std::filesystem::remove(folder.path() / "includes/x.md");
    }
    SUBCASE("defaults came nearer") {
        folder.write("a/b/_defaults.yml", "tags: [x]\n");
    }
    SUBCASE("defaults came at the root") {
        folder.write("_defaults.yml", "tags: [x]\n");
    }
    SUBCASE("defaults went") {
        std::filesystem::remove(folder.path() / "a/_defaults.yml");
    }
    CHECK_FALSE(still());
}

TEST_CASE("defaults of other folders are no concern of an article") {
    const TemporaryFolder folder;
    const auto kept = RunStamps(folder.path(), an_hour_later()).depends("a/c.md", {});
    folder.write("b/_defaults.yml", "tags: [x]\n");
    CHECK(RunStamps(folder.path(), an_hour_later()).still_depends("a/c.md", *kept));
}

}  // namespace firstline
