#include <fstream>

#include <doctest/doctest.h>
#include <unistd.h>

#include "tests/indexer/history/written_history.h"

using namespace firstline;

namespace {

using Subjects = std::vector<std::string>;

void write_and_edit(TestRepository& repository, const std::string& path) {
    repository.write(path, article("", "One."));
    repository.commit({.subject = "write"});
    repository.write(path, article("", "Two."));
    repository.commit({.subject = "edit"});
}

/// Loose, as all objects of a young repository are.
void remove_object(const TestRepository& repository, const std::string& id) {
    REQUIRE(std::filesystem::remove(repository.path() / ".git/objects" / id.substr(0, 2) /
                                    id.substr(2)));
}

}  // namespace

TEST_CASE("a folder in no repository has no history, and that is no trouble") {
    const TemporaryFolder folder;
    const auto reading = read_history({.root = folder.path(), .names = usual_names()});
    CHECK_FALSE(reading.history);
    CHECK(reading.trouble.empty());
    CHECK(head_of(folder.path()).empty());
}

TEST_CASE("a repository without a commit has no history") {
    const TestRepository repository;
    const auto reading = reading_of(repository);
    CHECK_FALSE(reading.history);
    CHECK(reading.trouble.empty());
    CHECK(head_of(repository.path()).empty());
}

TEST_CASE("a knowledge base may be any folder of the repository") {
    TestRepository repository;
    write_and_edit(repository, "docs/kb/a b.md");
    repository.write("docs/other.md", article("", "Elsewhere."));
    const auto head = repository.commit({});
    for (const char* const folder : {"docs/kb", "docs/kb/"})
        CHECK(changes_of(repository, "a b.md", folder) == Subjects{"edit", "write"});
    CHECK(changes_of(repository, "kb/a b.md", "docs") == Subjects{"edit", "write"});
    CHECK(head_of(repository.path() / "docs/kb") == head);
    const TemporaryFolder elsewhere;
    std::filesystem::create_symlink(repository.path() / "docs", elsewhere.path() / "link");
    auto options = options_of(repository);
    options.root = elsewhere.path() / "link/kb";
    CHECK(read_history(options).history.value().of("a b.md", "").changes.size() == 2);
}

TEST_CASE("a detached HEAD has the history that leads to it") {
    TestRepository repository;
    write_and_edit(repository, "a.md");
    git_oid id{};
    REQUIRE(git_oid_fromstr(&id, repository.head().at(0).c_str()) == 0);
    REQUIRE(git_repository_set_head_detached(repository.get(), &id) == 0);
    CHECK(changes_of(repository, "a.md") == Subjects{"edit", "write"});
}

TEST_CASE("a work tree beside the repository, and one of a bare repository, have its history") {
    TestRepository repository;
    write_and_edit(repository, "kb/a.md");
    const TemporaryFolder elsewhere;
    git_repository* made = nullptr;
    git_clone_options options;
    REQUIRE(git_clone_options_init(&options, GIT_CLONE_OPTIONS_VERSION) == 0);
    options.bare = 1;
    REQUIRE(git_clone(&made, repository.path().c_str(), (elsewhere.path() / "bare").c_str(),
                      &options) == 0);
    const GitRepository bare{made};
    for (git_repository* const parent : {repository.get(), bare.get()}) {
        const auto path = elsewhere.path() / (parent == bare.get() ? "of-bare" : "beside");
        git_worktree* worktree = nullptr;
        REQUIRE(git_worktree_add(&worktree, parent, path.filename().c_str(), path.c_str(),
                                 nullptr) == 0);
        git_worktree_free(worktree);
        auto read = options_of(repository);
        read.root = path / "kb";
        const auto reading = read_history(read);
        CHECK(reading.trouble.empty());
        REQUIRE(reading.history);
        CHECK(reading.history->of("a.md", "").changes.size() == 2);
    }
    auto read = options_of(repository);
    read.root = elsewhere.path() / "bare";
    CHECK_FALSE(read_history(read).history);
    CHECK(read_history(read).trouble.empty());
}

TEST_CASE("a repository within a repository has its own history") {
    TestRepository outer;
    TestRepository inner;
    write_and_edit(inner, "a.md");
    outer.write("b.md", article("", "Outer."));
    outer.commit({.subject = "outer"});
    std::filesystem::rename(inner.path(), outer.path() / "kb");
    CHECK(changes_of(outer, "a.md", "kb") == Subjects{"edit", "write"});
}

TEST_CASE("behind the end of a shallow clone nothing is known") {
    TestRepository repository;
    repository.write("a.md", article("", "One."));
    const auto lost = repository.commit({.subject = "lost"});
    repository.write("a.md", article("", "Two."));
    const auto end = repository.commit({.subject = "the end"});
    repository.write("a.md", article("", "Three."));
    repository.write("b.md", article("", "New."));
    repository.commit({.subject = "known"});
    auto options = options_of(repository);
    options.kept = packed(read_history(options).history.value().log());
    std::ofstream(repository.path() / ".git/shallow") << end << '\n';
    remove_object(repository, lost);

    const auto history = history_of(repository, "a.md");
    REQUIRE(history.changes.size() == 1);
    CHECK(history.changes[0].subject == "known");
    CHECK_FALSE(history.written);
    CHECK(history_of(repository, "b.md").written);
    // What was read before it became shallow, or will be after it was deepened, is another history.
    CHECK(read_history(options).history.value().of("a.md", "").changes.size() == 1);
}

TEST_CASE("a repository that is damaged gives no history and says why") {
    TestRepository repository;
    repository.write("a.md", article("", "One."));
    const auto lost = repository.commit({});
    repository.write("a.md", article("", "Two."));
    repository.commit({});
    remove_object(repository, lost);
    const auto reading = reading_of(repository);
    CHECK_FALSE(reading.history);
    CHECK(reading.trouble.find("commit cannot be read") != std::string::npos);
}

TEST_CASE("a repository that belongs to somebody else gives no history and says why") {
    TestRepository repository;
    write_and_edit(repository, "a.md");
    constexpr uid_t kSomebody = 12345;
    if (chown(repository.path().c_str(), kSomebody, kSomebody) != 0 ||
        chown((repository.path() / ".git").c_str(), kSomebody, kSomebody) != 0) {
        MESSAGE("needs the right to give files away");
        return;
    }
    const auto reading = reading_of(repository);
    CHECK_FALSE(reading.history);
    CHECK(reading.trouble.find("safe.directory " + repository.path().string()) !=
          std::string::npos);
    CHECK(head_of(repository.path()).empty());
}

TEST_CASE("a repository in which nobody may write is read all the same") {
    TestRepository repository;
    write_and_edit(repository, "a.md");
    const auto objects = [&] {
        std::size_t count = 0;
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(repository.path() / ".git"))
            count += entry.is_regular_file() ? 1 : 0;
        return count;
    };
    const auto before = objects();
    CHECK(changes_of(repository, "a.md") == Subjects{"edit", "write"});
    CHECK(objects() == before);
}
