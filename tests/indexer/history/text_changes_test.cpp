#include <doctest/doctest.h>

#include "tests/indexer/history/written_history.h"

using namespace firstline;

namespace {

using Subjects = std::vector<std::string>;

/// Commits the same files as HEAD does, at a time of which libgit2 itself writes another.
void commit_raw(const TestRepository& repository, const std::string& committed,
                const std::string& authored) {
    git_oid id{};
    REQUIRE(git_reference_name_to_id(&id, repository.get(), "HEAD") == 0);
    git_object* tree = nullptr;
    REQUIRE(git_revparse_single(&tree, repository.get(), "HEAD^{tree}") == 0);
    const std::string text =
        "tree " + name_of(*git_object_id(tree)) + "\nauthor Ada <ada@example.com> " + authored +
        " +0000\ncommitter Ada <ada@example.com> " + committed + " +0000\n\nat another time\n";
    git_object_free(tree);
    git_odb* objects = nullptr;
    REQUIRE(git_repository_odb(&objects, repository.get()) == 0);
    const int written = git_odb_write(&id, objects, text.data(), text.size(), GIT_OBJECT_COMMIT);
    git_odb_free(objects);
    REQUIRE(written == 0);
    repository.set_head(name_of(id));
}

}  // namespace

TEST_CASE("what changes the text counts, whatever else a commit holds") {
    TestRepository repository;
    repository.write("a.md", article("", "One."));
    repository.commit({.subject = "write"});
    repository.write("a.md", article("tags: [x]\n", "One."));
    repository.commit({.subject = "front matter alone"});
    repository.write("a.md", article("tags: [x]\n", "One.  \r\n\r\n"));
    repository.commit({.subject = "blanks and line ends alone"});
    repository.write("b.md", article("", "Another file."));
    repository.commit({.subject = "another file"});
    repository.write("a.md", article("tags: [y]\n", "Two."));
    const auto id = repository.commit({.author = "Bo", .subject = "say two\n\nAnd why."});
    const auto history = history_of(repository, "a.md");
    REQUIRE(history.changes.size() == 2);
    CHECK(history.changes[0] == NamedCommit{history.changes[0].on, "Bo", id, "say two"});
    CHECK(iso_date(history.changes[0].on) == "2026-01-01");
    CHECK(history.changes[1].subject == "write");
    CHECK(history.written == history.changes[1].on);
}

TEST_CASE("front matter that comes to a text, and goes from it, changes no text") {
    TestRepository repository;
    repository.write("a.md", "One.\n");
    repository.commit({.subject = "write"});
    repository.write("a.md", "---\r\ntitle: T\r\n---\r\n\r\nOne.\r\n");
    repository.commit({.subject = "add front matter"});
    repository.write("a.md", "\xEF\xBB\xBFOne.\n");
    repository.commit({.subject = "take it away"});
    CHECK(changes_of(repository, "a.md") == Subjects{"write"});
}

TEST_CASE("a text that is changed and changed back was changed twice") {
    TestRepository repository;
    for (const char* const text : {"One.", "Two.", "One."}) {
        repository.write("a.md", article("", text));
        repository.commit({.subject = text});
    }
    CHECK(changes_of(repository, "a.md") == Subjects{"One.", "Two.", "One."});
}

TEST_CASE("of many changes the newest are kept") {
    TestRepository repository;
    for (int i = 0; i < 25; ++i) {
        repository.write("a.md", article("", std::to_string(i)));
        repository.commit({.subject = std::to_string(i)});
    }
    const auto history = history_of(repository, "a.md");
    REQUIRE(history.changes.size() == FileHistory::kMostChanges);
    CHECK(history.changes.front().subject == "24");
    CHECK(history.changes.back().subject == "5");
    CHECK(iso_date(history.written.value()) == "2026-01-01");
}

TEST_CASE("a file that moves keeps its history, whether or not it is edited on the way") {
    TestRepository repository;
    repository.write("old/a.md", article("", long_text()));
    repository.write("old/b.md", article("", long_text("quite another beginning", "and end")));
    repository.commit({.subject = "write"});
    repository.move("old/a.md", "new/a.md");
    repository.commit({.subject = "move"});
    repository.move("new/a.md", "newer/c.md");
    repository.write("newer/c.md", article("", long_text("one more")));
    repository.commit({.subject = "move and edit"});
    repository.write("old/a.md", article("", "Something new under the old name."));
    repository.commit({.subject = "a new file"});
    CHECK(changes_of(repository, "newer/c.md") == Subjects{"move and edit", "write"});
    CHECK(changes_of(repository, "old/a.md") == Subjects{"a new file"});
    CHECK(changes_of(repository, "old/b.md") == Subjects{"write"});
}

TEST_CASE("of files with the same text each keeps the history of its namesake when they move") {
    TestRepository repository;
    repository.write("x/a.md", article("", long_text("first")));
    repository.write("x/b.md", article("", long_text("second")));
    repository.commit({.subject = "write"});
    repository.write("x/a.md", article("", long_text()));
    repository.commit({.subject = "edit a"});
    repository.write("x/b.md", article("", long_text()));
    repository.commit({.subject = "edit b"});
    repository.move("x", "y");
    repository.commit({.subject = "move both"});
    CHECK(changes_of(repository, "y/a.md") == Subjects{"edit a", "write"});
    CHECK(changes_of(repository, "y/b.md") == Subjects{"edit b", "write"});
}

TEST_CASE("a file that was removed and is written anew has no earlier history") {
    TestRepository repository;
    repository.write("a.md", article("", "One."));
    repository.commit({.subject = "write"});
    repository.remove("a.md");
    repository.write("b.md", article("", "Nothing of the kind, at all, in any way."));
    repository.commit({.subject = "remove"});
    repository.write("a.md", article("", "Quite another."));
    repository.commit({.subject = "write anew"});
    CHECK(changes_of(repository, "a.md") == Subjects{"write anew"});
}

TEST_CASE("a knowledge base that moves within the repository keeps its history") {
    TestRepository repository;
    repository.write("docs/a.md", article("", "One."));
    repository.commit({.subject = "write"});
    repository.move("docs", "site/kb");
    repository.commit({.subject = "move"});
    CHECK(changes_of(repository, "a.md", "site/kb") == Subjects{"write"});
}

TEST_CASE("what is not committed is no history") {
    TestRepository repository;
    repository.write("a.md", article("", "One."));
    repository.commit({.subject = "write"});
    repository.write("a.md", article("", "Two."));
    repository.write("b.md", article("", "New."));
    CHECK(changes_of(repository, "a.md") == Subjects{"write"});
    CHECK(changes_of(repository, "b.md").empty());
}

TEST_CASE("a day that lies ahead is not believed") {
    constexpr std::int64_t kIn2040 = 2208988800;
    TestRepository repository;
    repository.write("a.md", article("", "One."));
    repository.commit({.at = kIn2040, .authored_at = 1768000000});
    CHECK(iso_date(history_of(repository, "a.md").changes.at(0).on) == "2026-01-09");
    repository.write("a.md", article("", "Two."));
    repository.commit({.at = kIn2040 + 1});
    CHECK(iso_date(history_of(repository, "a.md").changes.at(0).on) == "2026-03-12");
}

TEST_CASE("a day that no calendar here knows is brought to the nearest that it does") {
    struct Case {
        const char* committed;
        const char* authored;
        const char* day;
    };
    constexpr const char* kYear1 = "-62135596800";
    constexpr const char* kBeforeAll = "-9223372036854775807";
    constexpr const char* kAfterAll = "9223372036854775807";
    for (const auto& [committed, authored, day] :
         {Case{kYear1, kYear1, "1970-01-01"}, Case{"-100000000000", "0", "1970-01-01"},
          Case{kBeforeAll, kAfterAll, "1970-01-01"}, Case{kAfterAll, kYear1, "1970-01-01"},
          Case{kAfterAll, kAfterAll, "2026-03-12"}, Case{"253402300800", "5", "1970-01-01"}}) {
        CAPTURE(std::string(committed));
        TestRepository repository;
        repository.write("a.md", article("", "One."));
        repository.commit({});
        commit_raw(repository, committed, authored);
        CHECK(iso_date(history_of(repository, "a.md").written.value()) == day);
        repository.write("a.md", article("", "Two."));
        repository.commit({.subject = "later"});
        const auto history = history_of(repository, "a.md");
        REQUIRE(history.changes.size() == 2);
        CHECK(history.changes[0].subject == "later");
        CHECK(iso_date(history.changes[1].on) == day);
    }
}

TEST_CASE("a clock that went backwards does not turn history round") {
    TestRepository repository;
    repository.write("a.md", article("", "One."));
    repository.commit({.subject = "first", .at = 1768000000});
    repository.remove("a.md");
    repository.commit({.subject = "second", .at = 1767900000});
    repository.write("a.md", article("", "Two."));
    repository.commit({.subject = "third", .at = 1767800000});
    CHECK(changes_of(repository, "a.md") == Subjects{"third"});
}
