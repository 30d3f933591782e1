#include <csignal>
#include <fstream>

#include <doctest/doctest.h>

#include "indexer/format/audit.h"
#include "indexer/format/generation.h"
#include "tests/cli/program.h"
#include "tests/support/git_repository.h"
#include "tests/support/until.h"

using namespace firstline;

namespace {

/// A knowledge base in a folder of a repository, and a place for its index.
class SmallKb {
public:
    SmallKb() {
        article("a.md", "[b](b.md)");
        article("b.md", "Text.");
        repository.commit({.author = "Ada", .subject = "write"});
    }

    void article(const std::string& path, const std::string& body) const {
        repository.write("kb/" + path, "---\ntitle: About " + path + "\n---\n" + body + "\n");
    }

    std::vector<std::string> command(const std::string& name,
                                     const std::vector<std::string>& more = {}) const {
        std::vector<std::string> all{name, (repository.path() / "kb").string(), "--index",
                                     index().string()};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    std::filesystem::path index() const { return place_.path() / "index"; }

    TestRepository repository;

private:
    TemporaryFolder place_;
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a build leaves beside the index what checks and history say") {
    SmallKb kb;
    const auto built = run_indexer(kb.command("build"));
    CHECK(built.exit_code == 0);
    CHECK(has(built.out, "findings in 2 articles, 1 commits read"));
    const auto audit = read_audit(kb.index());
    REQUIRE(audit);
    CHECK(audit->commit == kb.repository.head().at(0));
    CHECK(audit->of("b").linked_from == std::vector<std::string>{"a"});
    REQUIRE(audit->of("b").changes.size() == 1);
    CHECK(audit->of("b").changes[0].author == "Ada");

    CHECK_FALSE(has(run_indexer(kb.command("build")).out, "findings"));
    kb.article("b.md", "More text.");
    kb.repository.commit({.subject = "say more"});
    CHECK(has(run_indexer(kb.command("build")).out, "findings in 2 articles, 1 commits read"));
    CHECK(read_audit(kb.index())->of("b").changes.at(0).subject == "say more");
}

TEST_CASE("a build says nothing of its audit where nobody reads it, and makes none if told so") {
    SmallKb kb;
    CHECK_FALSE(has(run_indexer(kb.command("build", {"--no-audit"})).out, "findings"));
    CHECK_FALSE(read_audit(kb.index()));
    CHECK(has(run_indexer(kb.command("audit")).out, "findings in 2 articles"));
    CHECK(read_audit(kb.index()));
    kb.article("b.md", "More text.");
    CHECK_FALSE(has(run_indexer(kb.command("build", {"--format", "json"})).out, "findings"));
    kb.article("b.md", "Less text.");
    CHECK(run_indexer(kb.command("build", {"--quiet"})).out.empty());
}

TEST_CASE("an audit needs an index") {
    SmallKb kb;
    const auto ended = run_indexer(kb.command("audit"));
    CHECK(ended.exit_code == 2);
    CHECK(has(ended.err, "run kb-indexer build"));
}

TEST_CASE("a repository that cannot be read is told once, and stops nothing") {
    SmallKb kb;
    const auto id = kb.repository.head().at(0);
    std::filesystem::remove(kb.repository.path() / ".git/objects" / id.substr(0, 2) / id.substr(2));
    const auto built = run_indexer(kb.command("build"));
    CHECK(built.exit_code == 0);
    const std::string told = "kb-indexer: the history is left out: ";
    REQUIRE(has(built.err, told));
    CHECK_FALSE(has(built.err.substr(built.err.find(told) + 1), told));
    CHECK(read_audit(kb.index())->commit.empty());
}

TEST_CASE("a watcher looks at all articles once the folder is calm, and leaves nobody behind") {
    SmallKb kb;
    IndexerProgram watcher(kb.command("watch"));
    REQUIRE(until([&] { return std::filesystem::exists(index_files::audit(kb.index())); }));
    CHECK(read_audit(kb.index())->of("b").changes.size() == 1);
    watcher.send(SIGTERM);
    CHECK(watcher.wait().exit_code == 0);
}

TEST_CASE("check keeps what it read of history if it is given a place") {
    SmallKb kb;
    const TemporaryFolder place;
    const auto file = (place.path() / "history").string();
    const std::vector<std::string> check{"check", (kb.repository.path() / "kb").string(),
                                         "--history-cache", file};
    CHECK(run_indexer(check).exit_code == 0);
    const auto time = std::filesystem::last_write_time(file);
    CHECK(run_indexer(check).exit_code == 0);
    CHECK(std::filesystem::last_write_time(file) == time);
    std::ofstream(file) << "nonsense";
    CHECK(run_indexer(check).exit_code == 0);
    CHECK(std::filesystem::file_size(file) > 8);
}
