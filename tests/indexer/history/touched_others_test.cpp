#include <doctest/doctest.h>

#include "tests/indexer/history/written_history.h"

using namespace firstline;

namespace {

/// What this article's newest change was done with.
bool newest_touched_others(const TestRepository& repository, const std::string& path,
                           const std::string& folder = "") {
    const auto changes = history_of(repository, path, folder).changes;
    REQUIRE_FALSE(changes.empty());
    return changes.front().touched_others;
}

/// Two articles that came one by one, `pub.md` first.
struct TwoArticles {
    TwoArticles() {
        repository.write("kb/pub.md", article("", long_text()));
        repository.commit({});
        repository.write("kb/secret.md", article("", long_text("secret", "end of it")));
        repository.commit({});
    }

    bool touched_others() { return newest_touched_others(repository, "pub.md", "kb"); }
    void edit(const std::string& text = "edited") {
        repository.write("kb/pub.md", article("", long_text(text)));
    }

    TestRepository repository;
};

}  // namespace

TEST_CASE("a commit on one article alone touched no others, whatever it changed outside") {
    TwoArticles kb;
    CHECK_FALSE(kb.touched_others());
    kb.edit();
    kb.repository.write("README.md", "Of the repository.\n");
    kb.repository.write("kb/picture.svg", "<svg/>");
    kb.repository.commit({});
    CHECK_FALSE(kb.touched_others());
    kb.edit("once more");
    kb.repository.move("kb/pub.md", "kb/new/name.md");
    kb.repository.commit({});
    CHECK_FALSE(newest_touched_others(kb.repository, "new/name.md", "kb"));
}

TEST_CASE("a commit touched others however it touched them") {
    TwoArticles kb;
    kb.edit();
    SUBCASE("in their text") {
        kb.repository.write("kb/secret.md", article("", "Another."));
    }
    SUBCASE("in their title alone") {
        kb.repository.write("kb/secret.md",
                            "---\ntitle: U\n---\n" + long_text("secret", "end of it") + "\n");
    }
    SUBCASE("in blanks alone") {
        kb.repository.write("kb/secret.md", article("", long_text("secret", "end of it") + "\n"));
    }
    SUBCASE("by removing them") {
        kb.repository.remove("kb/secret.md");
    }
    SUBCASE("by giving them another name") {
        kb.repository.move("kb/secret.md", "kb/other.md");
    }
    SUBCASE("by taking them out of the knowledge base") {
        kb.repository.move("kb/secret.md", "attic/secret.md");
    }
    SUBCASE("by adding one") {
        kb.repository.write("kb/new.md", "New.\n");
    }
    kb.repository.commit({});
    CHECK(kb.touched_others());
}

TEST_CASE("that a commit touched others is known under whatever name they had") {
    TwoArticles kb;
    kb.edit();
    kb.repository.write("kb/secret.md", article("", long_text("secret", "other end")));
    kb.repository.commit({});
    kb.repository.move("kb/secret.md", "kb/other.md");
    kb.repository.commit({});
    CHECK(kb.touched_others());
    kb.repository.remove("kb/other.md");
    kb.repository.commit({});
    CHECK(kb.touched_others());
    kb.repository.move("kb", "site/docs");
    kb.repository.commit({});
    kb.repository.move("site", "web");
    kb.repository.commit({});
    CHECK(newest_touched_others(kb.repository, "pub.md", "web/docs"));
}

TEST_CASE("a file that came into the knowledge base was one of its articles before") {
    TestRepository repository;
    repository.write("team/secret.md", article("", long_text("secret")));
    repository.write("kb/pub.md", article("", "One."));
    repository.write("team/plan.md", article("", "Never an article."));
    repository.commit({});
    repository.write("kb/pub.md", article("", "Two."));
    repository.write("team/plan.md", article("", "Still none."));
    repository.commit({});
    CHECK_FALSE(newest_touched_others(repository, "pub.md", "kb"));
    repository.write("kb/pub.md", article("", "Three."));
    repository.write("team/secret.md", article("", long_text("more")));
    repository.commit({});
    CHECK_FALSE(newest_touched_others(repository, "pub.md", "kb"));
    repository.move("team/secret.md", "kb/hr/private.md");
    repository.commit({});
    CHECK(newest_touched_others(repository, "pub.md", "kb"));
    CHECK_FALSE(history_of(repository, "pub.md", "kb").changes.at(1).touched_others);
}

TEST_CASE("a merge touched what it brought together, too") {
    TwoArticles kb;
    const auto base = kb.repository.head().front();
    kb.edit("ours");
    const auto ours = kb.repository.commit({});
    const auto merge = [&](const char* others_text) {
        kb.edit("theirs");
        kb.repository.write("kb/secret.md", article("", others_text));
        const auto theirs = kb.repository.commit({.parents = {base}});
        kb.edit("of both");
        kb.repository.commit({.subject = "merge", .parents = {ours, theirs}});
        CHECK(history_of(kb.repository, "pub.md", "kb").changes.front().subject == "merge");
    };
    merge("Another.");
    CHECK(kb.touched_others());
    const auto same = article("", long_text("secret", "end of it"));
    merge(same.substr(same.find("secret"), same.rfind('\n') - same.find("secret")).c_str());
    CHECK_FALSE(kb.touched_others());
}
