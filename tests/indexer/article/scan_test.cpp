#include <algorithm>

#include <doctest/doctest.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

struct Scanned {
    Scan scan;
    Problems problems;

    std::string files() const {
        std::vector<std::string> paths;
        for (const auto& file : scan.files)
            paths.push_back(file.path);
        return joined(paths);
    }

    std::string why(const std::string& path) const {
        const auto found = std::find_if(scan.left_out.begin(), scan.left_out.end(),
                                        [&](const LeftOut& left) { return left.path == path; });
        return found == scan.left_out.end() ? "" : found->reason;
    }
};

Scanned scan(const TemporaryFolder& folder) {
    Scanned result;
    const auto kb = load_knowledge_base(folder.path(), {}, false, result.problems);
    result.scan = scan_folder(folder.path(), kb, result.problems);
    return result;
}

}  // namespace

TEST_CASE("articles are the Markdown files that a writer meant as such") {
    TemporaryFolder folder;
    for (const char* const path :
         {"b.md", "a/deep/er/c.md", "README.md", "a/readme.md", "LICENSE.md", "security.md",
          "CONTRIBUTING.md", "security-codes.md", "readme-first.md", "_draft.md", "_parts/p.md",
          ".github/x.md", ".x.md", "includes/i.md", "a/Includes/deep/j.md", "notes.txt",
          "image.png"})
        folder.write(path, "# T");
    folder.write("_defaults.yml", "ownr: x\naudience: nobody\n");
    folder.write("a/_defaults.yml", "owner: y\n");
    const auto found = scan(folder);
    CHECK(found.files() == "a/deep/er/c.md|b.md|readme-first.md|security-codes.md");
    CHECK(found.why("README.md") == "readme");
    CHECK(found.why("a/readme.md") == "readme");
    CHECK(found.why("LICENSE.md") == "license");
    CHECK(found.why("security.md") == "security");
    CHECK(found.why("CONTRIBUTING.md") == "contributing");
    CHECK(found.why("_draft.md") == "hidden");
    CHECK(found.why("_parts/p.md") == "hidden");
    CHECK(found.why("includes/i.md") == "fragment");
    CHECK(found.why("a/Includes/deep/j.md") == "fragment");
    std::vector<std::string> supporting;
    for (const auto& [path, stamp] : found.scan.supporting) {
        CHECK(stamp.modified_ns > 0);
        supporting.push_back(path);
    }
    CHECK(joined(supporting) ==
          "_defaults.yml|_draft.md|_parts/p.md|a/Includes/deep/j.md|a/_defaults.yml|includes/i.md");
    CHECK(found.scan.files[0].stamp.size == 3);
}

TEST_CASE("what a folder hands down is checked once, where it stands") {
    TemporaryFolder folder;
    folder.write("x/_defaults.yml", "owner: a\nownr: x\naudience: nobody\nreviewed: soon\n");
    folder.write("x/a.md", "---\ntitle: T\n---\n");
    const auto found = scan(folder);
    CHECK(problem_text(found.problems, "unknown-key").starts_with("x/_defaults.yml:2: warning: "));
    CHECK(
        problem_text(found.problems, "unknown-audience").starts_with("x/_defaults.yml:3: error: "));
    CHECK(problem_text(found.problems, "bad-date").starts_with("x/_defaults.yml:4: warning: "));
}

TEST_CASE("links are followed only inside the knowledge base, and no file is read twice") {
    TemporaryFolder folder;
    TemporaryFolder outside;
    outside.write("secret.md", "# Secret");
    outside.write("more/x.md", "# X");
    folder.write("z/a.md", "# A");
    folder.write("z/_store/b.md", "# B");
    namespace fs = std::filesystem;
    fs::create_symlink("z/a.md", folder.path() / "again.md");
    fs::create_symlink("z", folder.path() / "loop");
    fs::create_directory_symlink("..", folder.path() / "z" / "up");
    fs::create_symlink("self.md", folder.path() / "self.md");
    fs::create_symlink("nowhere.md", folder.path() / "dangling.md");
    fs::create_symlink(outside.path() / "secret.md", folder.path() / "secret.md");
    fs::create_directory_symlink(outside.path() / "more", folder.path() / "more");
    fs::create_symlink("z/_store/b.md", folder.path() / "published.md");
    fs::create_directories(folder.path() / "folder.md");
    const auto found = scan(folder);
    CHECK(found.files() == "published.md|z/a.md");
    CHECK(found.why("again.md") == "the same file as z/a.md");
    CHECK(found.why("secret.md") == "outside the knowledge base");
    CHECK(found.why("more") == "outside the knowledge base");
    CHECK(found.why("dangling.md") == "a link that leads nowhere");
    CHECK(found.why("self.md") == "a link that leads nowhere");
    CHECK(has_problem(found.problems, "dead-file-link"));
}
