#include "indexer/format/generation.h"

#include <fstream>

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.h"

using namespace firstline;

TEST_CASE("the current generation is the one that `current` names") {
    const TemporaryFolder folder;
    CHECK_FALSE(current_generation(folder.path()));
    replace_file(index_files::current(folder.path()), "gen-000012\n");
    CHECK(current_generation(folder.path()) == 12);
    CHECK(index_files::generation(folder.path(), 12).filename() == "gen-000012");
    replace_file(index_files::current(folder.path()), "something else");
    CHECK_THROWS_AS(current_generation(folder.path()), CorruptIndex);
}

TEST_CASE("a replaced file leaves nothing beside it") {
    const TemporaryFolder folder;
    replace_file(folder.path() / "x", "one");
    replace_file(folder.path() / "x", "two");
    std::ifstream in(folder.path() / "x");
    std::string text;
    in >> text;
    CHECK(text == "two");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("each audience has a folder of its own") {
    CHECK(index_files::database_folder("public", false) == "public");
    CHECK(index_files::database_folder("public", true) == "public-archived");
    const auto finance = index_files::database_folder("employees:finance", false);
    CHECK(finance.starts_with("employees-"));
    CHECK(finance != index_files::database_folder("employees:hr", false));
    CHECK(index_files::database_folder("public:../../x", false).find('/') == std::string::npos);
}

TEST_CASE("a generation without manifest is told with the way out") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH_AS(read_manifest(folder.path()), doctest::Contains("run kb-indexer build"),
                         CorruptIndex);
}
