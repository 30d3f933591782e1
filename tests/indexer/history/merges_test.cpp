#include <doctest/doctest.h>

#include "tests/indexer/history/written_history.h"

using namespace firstline;

namespace {

using Subjects = std::vector<std::string>;

/// `main` with a long text, and two commits on top of it that each change an end of it.
struct Fork {
    Fork() {
        repository.write("a.md", article("", long_text()));
        repository.write("b.md", article("", "Untouched."));
        base = repository.commit({.subject = "write"});
        repository.write("a.md", article("", long_text("ours")));
        ours = repository.commit({.subject = "ours"});
        repository.write("a.md", article("", long_text("one", "theirs")));
        theirs = repository.commit({.subject = "theirs", .parents = {base}});
    }

    void merge(const std::string& text) {
        repository.write("a.md", text);
        repository.commit({.subject = "merge", .parents = {ours, theirs}});
    }

    TestRepository repository;
    std::string base, ours, theirs;
};

}  // namespace

TEST_CASE("a merge that only brings together counts for nothing") {
    Fork fork;
    fork.merge(article("", long_text("ours", "theirs")));
    CHECK(changes_of(fork.repository, "a.md") == Subjects{"theirs", "ours", "write"});
    CHECK(changes_of(fork.repository, "b.md") == Subjects{"write"});
}

TEST_CASE("a merge that takes one side counts for nothing") {
    Fork fork;
    fork.merge(article("", long_text("ours")));
    CHECK(changes_of(fork.repository, "a.md") == Subjects{"theirs", "ours", "write"});
}

TEST_CASE("what somebody wrote in the merge itself counts there") {
    Fork fork;
    fork.merge(article("", long_text("ours", "theirs, and more")));
    CHECK(changes_of(fork.repository, "a.md") == Subjects{"merge", "theirs", "ours", "write"});
}

TEST_CASE("a file that one side moved and the other edited has the history of both") {
    TestRepository repository;
    repository.write("a.md", article("", long_text()));
    const auto base = repository.commit({.subject = "write"});
    repository.write("a.md", article("", long_text("edited")));
    const auto edited = repository.commit({.subject = "edit"});
    repository.write("a.md", article("", long_text()));
    repository.move("a.md", "b.md");
    const auto moved = repository.commit({.subject = "move", .parents = {base}});
    for (const auto& parents : {std::vector{edited, moved}, std::vector{moved, edited}}) {
        repository.write("b.md", article("", long_text("edited")));
        repository.commit({.subject = "merge", .parents = parents});
        CHECK(changes_of(repository, "b.md") == Subjects{"edit", "write"});
    }
}

TEST_CASE("a file that one side removed and the merge kept has its whole history") {
    TestRepository repository;
    repository.write("a.md", article("", "One."));
    repository.write("z.md", article("", "Another."));
    const auto base = repository.commit({.subject = "write"});
    repository.write("a.md", article("", "Two."));
    const auto ours = repository.commit({.subject = "edit"});
    repository.remove("a.md");
    const auto theirs = repository.commit({.subject = "remove", .parents = {base}});
    repository.write("a.md", article("", "Two."));
    repository.commit({.subject = "merge", .parents = {ours, theirs}});
    CHECK(changes_of(repository, "a.md") == Subjects{"edit", "write"});
}

TEST_CASE("three branches are merged at once") {
    Fork fork;
    fork.repository.write("a.md", article("", long_text()));
    fork.repository.write("c.md", article("", "Third."));
    const auto third = fork.repository.commit({.subject = "third", .parents = {fork.base}});
    fork.repository.write("a.md", article("", long_text("ours")));
    fork.repository.commit({.subject = "octopus", .parents = {fork.ours, fork.base, third}});
    CHECK(changes_of(fork.repository, "a.md") == Subjects{"ours", "write"});
    CHECK(changes_of(fork.repository, "c.md") == Subjects{"third"});
}

TEST_CASE("a file that comes with one side of a merge came there") {
    Fork fork;
    fork.repository.write("new.md", article("", "New."));
    fork.repository.write("a.md", article("", long_text("one", "theirs")));
    const auto added = fork.repository.commit({.subject = "add", .parents = {fork.theirs}});
    fork.repository.write("a.md", article("", long_text("ours", "theirs")));
    fork.repository.commit({.subject = "merge", .parents = {fork.ours, added}});
    CHECK(changes_of(fork.repository, "new.md") == Subjects{"add"});
}
