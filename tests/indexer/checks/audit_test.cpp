#include <doctest/doctest.h>
#include <fmt/format.h>

#include "indexer/checks/audit_of.h"
#include "indexer/checks/audit_run.h"
#include "indexer/format/generation.h"
#include "tests/support/git_repository.h"

using namespace firstline;

namespace {

constexpr Date kToday = std::chrono::year{2026} / std::chrono::March / std::chrono::day{12};

void article(const TestRepository& repository, const std::string& path, const std::string& fields,
             const std::string& body = "Text.") {
    repository.write(path, "---\ntitle: About " + path + "\n" + fields + "---\n" + body + "\n");
}

Audit audit(const TestRepository& repository) {
    Audit made;
    CheckOptions options;
    options.root = repository.path();
    options.today = kToday;
    options.look = [&](const Collection& articles, const CheckResult& result) {
        made = audit_of(articles, result);
    };
    check_folder(options);
    return made;
}

const AuditFinding* found(const Audit& audit, const std::string& id, std::string_view code) {
    for (const auto& finding : audit.of(id).findings)
        if (finding.code == code)
            return &finding;
    return nullptr;
}

/// An index as far as an audit needs one.
class SmallIndex {
public:
    SmallIndex() {
        folder_.write("current", "gen-000001\n");
        change();
    }
    void change() const { folder_.write("gen-000001/manifest.json", "{}"); }
    const std::filesystem::path& path() const { return folder_.path(); }

    bool looks_at(const TestRepository& repository, Date today = kToday) const {
        return audit_if_due({.root = repository.path(), .index = path(), .today = today})
            .has_value();
    }

    /// Has all that was written up to now have been written an hour ago.
    void age(const TestRepository& repository) const {
        for (const auto& folder : {path(), repository.path()})
            for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
                if (entry.is_regular_file())
                    std::filesystem::last_write_time(
                        entry.path(), entry.last_write_time() - std::chrono::hours(1));
    }

private:
    TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a finding that speaks of another article says which") {
    TestRepository repository;
    const std::string same =
        "If the printer prints nothing at all then look whether the cable is in, whether paper "
        "lies in the tray, whether the light is green, and whether somebody else has paused the "
        "queue; if all of that is so, then switch it off, wait for a minute, and switch it on "
        "again, since that empties its memory and has it ask the network for an address anew.";
    article(repository, "a.md", "id: A\naudience: public\n",
            same + "\n\n[1](b.md) [2](draft.md) [3](old.md#gone) [4](old.md) [5](#gone)");
    article(repository, "b.md", "id: B\naudience: agents\ntitle: About a.md\n", same);
    article(repository, "draft.md", "id: D\nstate: draft\n");
    article(repository, "old.md", "id: O\nstate: archived\nredirect_to: B\naudience: public\n");
    article(repository, "de.md", "id: T\ntranslation_of: B\nupdated: 2026-01-01\n");
    article(repository, "b.md", "id: B\naudience: agents\nupdated: 2026-02-01\n", same);
    article(repository, "c.md", "id: C\naudience: agents\n");
    repository.write("c.md", "---\ntitle: About a.md\nid: C\n---\nText.\n");
    const auto made = audit(repository);
    struct Case {
        const char* id;
        const char* code;
        const char* other;
    };
    for (const auto& [id, code, other] :
         {Case{"A", "link-to-narrower", "B"}, Case{"A", "link-to-draft", "D"},
          Case{"A", "link-to-archived", "O"}, Case{"A", "dead-anchor", "O"},
          Case{"B", "near-duplicate", "A"}, Case{"C", "duplicate-title", "A"},
          Case{"T", "old-translation", "B"}, Case{"C", "orphan", ""}}) {
        CAPTURE(std::string(code));
        const auto* const finding = found(made, id, code);
        REQUIRE(finding != nullptr);
        CHECK(finding->other == other);
    }
    // What took the place of the archived article is not for all of its readers.
    CHECK(found(made, "A", "link-to-archived")->message == "old.md is retired");
    std::size_t anchors = 0;
    for (const auto& finding : made.of("A").findings)
        anchors += finding.code == "dead-anchor" ? 1 : 0;
    CHECK(anchors == 2);
    CHECK(made.made_on == kToday);
}

TEST_CASE("what the index keeps with its articles, and what is of no article, is not kept twice") {
    TestRepository repository;
    article(repository, "a.md", "reviwed: 2026-01-01\n", "[1](gone.md)");
    const auto made = audit(repository);
    CHECK(found(made, "a", "unknown-key") == nullptr);
    CHECK(found(made, "a", "dead-article-link") == nullptr);
    CHECK(found(made, "a", "orphan") != nullptr);
    CHECK(made.articles.size() == 1);  // there is no _owners.yml, which is found, too
}

TEST_CASE("who links to an article is kept, unless it is archived") {
    TestRepository repository;
    article(repository, "to.md", "id: TO\n", "[self](to.md)");
    article(repository, "text.md", "id: Z\n", "[1](to.md) [2](to.md#x)");
    article(repository, "related.md", "id: R\nrelated: [TO]\n");
    article(repository, "draft.md", "id: D\nstate: draft\n", "[1](to.md)");
    article(repository, "old.md", "id: O\nstate: archived\nredirect_to: TO\n", "[1](to.md)");
    CHECK(audit(repository).of("TO").linked_from == std::vector<std::string>{"D", "R", "Z"});
}

TEST_CASE("history is kept with the articles, and who was stamped in one go") {
    TestRepository repository;
    for (int i = 0; i < 12; ++i)
        article(repository, fmt::format("{}.md", i), "");
    repository.commit({.subject = "write"});
    for (int i = 0; i < 11; ++i)
        article(repository, fmt::format("{}.md", i), "reviewed: 2026-02-01\nreviewed_by: Ada\n");
    const auto stamped = repository.commit({.subject = "stamp"});
    article(repository, "11.md", "reviewed: 2026-02-01\nreviewed_by: Ada\n", "Another text.");
    const auto edited = repository.commit({.author = "Bo", .subject = "edit"});
    for (int i = 0; i < 11; ++i)
        article(repository, fmt::format("new{}.md", i), "reviewed: 2026-02-02\nreviewed_by: Bo\n");

    const auto made = audit(repository);
    CHECK(made.commit == edited);
    const auto& last = made.of("11");
    REQUIRE(last.changes.size() == 2);
    CHECK(last.changes[0] == TextChange{last.changes[0].on, "Bo", edited, "edit"});
    CHECK(last.changes[1].touched_others);
    CHECK(last.written == last.changes[1].on);
    CHECK(last.stamp_group.empty());
    CHECK(made.of("3").stamp_group == stamped);
    CHECK(made.of("new3").stamp_group == "Bo|2026-02-02");
    CHECK(made.of("new3").changes.empty());
}

TEST_CASE("what a commit says is kept only if it touched no other article") {
    TestRepository repository;
    article(repository, "pub.md", "");
    repository.commit({.subject = "write pub"});
    for (const char* const name : {"hr.md", "gone.md", "old.md", "often.md"}) {
        article(repository, name, "audience: hr\n", std::string("Only in ") + name);
        repository.commit({.subject = std::string("write ") + name});
    }
    int text = 0;
    const auto commit = [&](const char* subject) {
        article(repository, "pub.md", "", fmt::format("Text {}.", ++text));
        repository.commit({.subject = subject});
    };
    article(repository, "hr.md", "audience: hr\nsummary: Who leaves\n", "Only in hr.md");
    commit("a head alone");
    repository.remove("gone.md");
    commit("removed");
    article(repository, "old.md", "audience: hr\n", "Only in old.md, of course");
    commit("before it was renamed");
    repository.move("old.md", "new.md");
    repository.commit({.subject = "rename"});
    article(repository, "often.md", "audience: hr\n", "Only in often.md at first");
    commit("more than twenty changes ago");
    for (int i = 0; i < 21; ++i) {
        article(repository, "often.md", "audience: hr\n", fmt::format("Change {}.", i));
        repository.commit({.subject = "change"});
    }
    commit("pub alone");

    const auto made = audit(repository);
    const auto& changes = made.of("pub").changes;
    REQUIRE(changes.size() == 6);
    CHECK(changes[0].subject == "pub alone");
    CHECK_FALSE(changes[0].touched_others);
    for (std::size_t i = 1; i < 5; ++i) {
        CAPTURE(i);
        CHECK(changes[i].subject.empty());
        CHECK(changes[i].touched_others);
    }
    CHECK(changes[5].subject == "write pub");
}

TEST_CASE("articles are looked at again when something changed, and not before") {
    TestRepository repository;
    repository.write("_kb.yml", "name: KB\n");
    article(repository, "a.md", "");
    const SmallIndex index;
    index.age(repository);
    CHECK(index.looks_at(repository));
    CHECK_FALSE(index.looks_at(repository));

    CHECK(index.looks_at(repository, kToday + std::chrono::days(1)));
    CHECK(index.looks_at(repository));

    repository.commit({});
    CHECK(index.looks_at(repository));
    CHECK(std::filesystem::exists(index_files::history(index.path())));
    CHECK_FALSE(index.looks_at(repository));

    index.age(repository);
    index.change();
    CHECK(index.looks_at(repository));
    index.age(repository);
    repository.write("_retired.yml", "[]");
    // Not in the tick of the clock in which it is looked at.
    std::filesystem::last_write_time(
        repository.path() / "_retired.yml",
        std::filesystem::file_time_type::clock::now() - std::chrono::minutes(1));
    CHECK(index.looks_at(repository));
    index.age(repository);
    CHECK_FALSE(index.looks_at(repository));

    std::filesystem::remove(index_files::audit(index.path()));
    CHECK(index.looks_at(repository));
    std::filesystem::resize_file(index_files::audit(index.path()), 5);
    CHECK(index.looks_at(repository));
    CHECK(read_audit(index.path()));
}
