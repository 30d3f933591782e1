#include <algorithm>
#include <filesystem>
#include <set>

#include <doctest/doctest.h>

#include "tests/support/built_kb.h"

using namespace firstline;

namespace {

namespace fs = std::filesystem;

/// What this process holds open below `folder`, one for each descriptor.
std::vector<std::string> open_below(const fs::path& folder) {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
        std::error_code gone;
        const auto target = fs::read_symlink(entry, gone).string();
        if (!gone && target.starts_with(folder.string() + "/"))
            files.push_back(target);
    }
    return files;
}

void write_for(BuiltKb& kb, const std::string& group) {
    kb.write(group + ".md",
             "---\ntitle: Door of " + group + "\naudience: [" + group + "]\n---\n\nThe door.\n");
}

/// One article for everybody and one for each of two groups.
void build_for_groups(BuiltKb& kb) {
    kb.article("all.md", "Door of all", "The door.");
    for (const auto* group : {"hr", "finance"})
        write_for(kb, group);
    kb.build();
}

std::set<std::string> doors(BuiltKb& kb, const Viewer& viewer) {
    std::set<std::string> ids;
    for (const auto& hit : kb.search("door", viewer).hits)
        ids.insert(hit.article.id);
    return ids;
}

}  // namespace

TEST_CASE("two hundred people, each in other groups, share what is open for those who read alike") {
    BuiltKb kb;
    build_for_groups(kb);
    const auto ask = [&](int person) {
        Viewer viewer{Role::employee, {"team " + std::to_string(person)}};
        std::set<std::string> expected{"all"};
        for (const auto& [group, every] : {std::pair{"hr", 2}, std::pair{"finance", 3}}) {
            if (person % every == 0) {
                viewer.groups.push_back(group);
                expected.insert(group);
            }
        }
        if (person % 4 == 0)
            std::reverse(viewer.groups.begin(), viewer.groups.end());
        CAPTURE(person);
        CHECK(doors(kb, viewer) == expected);
    };
    for (int person = 0; person < 6; ++person)
        ask(person);
    const auto few = open_below(kb.index()).size();
    REQUIRE(few > 0);
    for (int person = 6; person < 200; ++person)
        ask(person);
    CHECK(open_below(kb.index()).size() == few);
}

TEST_CASE("however many kinds of viewers come, what lies open stays bounded and all are answered") {
    BuiltKb kb;
    std::vector<std::string> groups;
    for (int i = 0; i < 60; ++i) {
        groups.push_back("group" + std::to_string(i));
        write_for(kb, groups.back());
    }
    kb.build();
    std::size_t most = 0;
    for (int i = 0; i < 60; ++i) {
        if (i == 20)
            most = open_below(kb.index()).size();
        const auto& group = groups[static_cast<std::size_t>(i)];
        CAPTURE(group);
        CHECK(doors(kb, {Role::employee, {group}}) == std::set<std::string>{group});
    }
    CHECK(most > 0);
    CHECK(open_below(kb.index()).size() <= most);
}

TEST_CASE("a new build lets go of all files of the old one at the next question, whoever asks") {
    BuiltKb kb;
    build_for_groups(kb);
    for (const auto& viewer :
         {Viewer{}, Viewer{Role::employee, {"hr"}}, Viewer{Role::employee, {"finance"}}})
        kb.search("door", viewer);
    kb.build(true);
    kb.search("door");
    for (const auto& file : open_below(kb.index()))
        CHECK(file.find("gen-000001") == std::string::npos);
}

TEST_CASE("viewers of the same databases are kept apart where answers differ all the same") {
    BuiltKb kb;
    kb.article("all.md", "Door of all", "The door.");
    kb.write("redirections.json", R"({"redirections": [{"source_path": "old.md",)"
                                  R"( "redirect_url": "https://elsewhere.example.com/"}]})");
    kb.build();
    // All open one database; what redirections.json says is for who reads what declares nothing.
    for (int round = 0; round < 2; ++round) {
        CHECK(kb.find("old").kind == Found::Kind::nothing);
        CHECK(kb.find("old", {Role::agent, {}}).kind == Found::Kind::moved);
        CHECK(kb.find("old", {Role::employee, {}}).kind == Found::Kind::nothing);
    }
}

TEST_CASE("an index that cannot be opened is told in words, and served again once it can") {
    BuiltKb kb;
    kb.article("all.md", "Door of all", "The door.");
    write_for(kb, "hr");
    kb.build();
    kb.search("door");
    const auto database = kb.index() / "gen-000001" / "public";
    REQUIRE(fs::exists(database));
    fs::rename(database, kb.index() / "away");
    const Viewer hr{Role::employee, {"hr"}};
    CHECK_THROWS_WITH_AS(kb.search("door", hr), doctest::Contains("DatabaseNotFoundError"),
                         std::runtime_error);
    fs::rename(kb.index() / "away", database);
    CHECK(kb.search("door", hr).hits.size() == 2);
}
