// Accepted proposals leave as patches or as commits on a branch.

#include "server/proposal_commands.h"

#include <cstdlib>
#include <functional>
#include <sstream>
#include <utility>

#include <doctest/doctest.h>

#include "indexer/git/git_error.h"
#include "server/store/audit_trail.h"
#include "server/store/proposals.h"
#include "server/store/store.h"
#include "tests/cli/program.h"
#include "tests/support/file_text.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

using Fate = Proposal::State;

constexpr const char* kText = "---\ntitle: A\n---\n\none\n\ntwo\n\nthree\n\nfour\n";

std::string with(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

/// A knowledge base in the folder `docs` of a git repository, and what was proposed for it.
struct Desk {
    Desk() {
        folder.write("repo/docs/a.md", kText);
        CHECK(git("init -q -b main") == 0);
        CHECK(git("add -A") == 0);
        CHECK(git("commit -q -m begin") == 0);
        config.store = folder.path() / "s.db";
        config.kb = folder.path() / "repo/docs";
    }

    /// Runs git in the repository as somebody without settings of their own.
    int git(const std::string& arguments, const char* where = "repo") const {
        const std::string command =
            "cd '" + (folder.path() / where).string() +
            "' && HOME=/nonexistent GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 git -c "
            "user.name=willi -c user.email=willi@example.com " +
            arguments + " > ../git.out 2>&1";
        const int status = std::system(command.c_str());
        return status;
    }
    std::string said_by_git(const std::string& arguments) const {
        git(arguments);
        return file_text(folder.path() / "git.out");
    }
    CommandRun run() {
        out.str("");
        err.str("");
        return {
            .config = config, .operator_name = "root", .now = at(86400), .out = out, .err = err};
    }
    std::int64_t accept(const std::string& text, const std::string& path = "a.md",
                        const std::string& base = kText) {
        Store store(config.store);
        ProposalTable table(store.connection());
        const auto id = table.add({.key = "key " + std::to_string(++made),
                                   .at = at(made),
                                   .agent = agent,
                                   .article = base.empty() ? "" : "KB1",
                                   .path = path,
                                   .title = "Proposal für " + path,
                                   .base = base,
                                   .text = text,
                                   .why = "better"});
        table.decide(*id, Fate::accepted, "willi", "", at(100 + made));
        return *id;
    }
    void add_picture(std::int64_t proposal, const std::string& path, const std::string& content) {
        Store store(config.store);
        ProposalFileTable table(store.connection());
        table.give(table.add({.key = "k", .path = path, .content = content}), proposal, path);
    }
    Proposal kept(std::int64_t id) {
        Store store(config.store);
        return *ProposalTable(store.connection()).find(id);
    }

    TemporaryFolder folder;
    ServerConfig config;
    std::ostringstream out, err;
    std::string agent = "anna";
    int made = 0;
};

/// Has something done once the first line was written.
class AfterFirstLine : public std::stringbuf {
public:
    explicit AfterFirstLine(std::function<void()> what) : what_(std::move(what)) {}

protected:
    std::streamsize xsputn(const char* text, std::streamsize length) override {
        const auto written = std::stringbuf::xsputn(text, length);
        if (const auto what = std::exchange(what_, nullptr))
            what();
        return written;
    }

private:
    std::function<void()> what_;
};

std::string picture() {
    std::string bytes = "\x89PNG\r\n\x1a\n";
    for (int i = 0; i < 3000; ++i)
        bytes += static_cast<char>(i * i % 251);
    return bytes;
}

}  // namespace

TEST_CASE("accepted proposals become commits by who proposed them, the work tree stays") {
    Desk desk;
    const auto first = desk.accept(with(kText, "one", "ONE"));
    const auto second = desk.accept(with(kText, "four", "FOUR"));
    const auto fresh = desk.accept("---\ntitle: N\n---\n\nnew\n", "new/n.md", "");
    desk.add_picture(fresh, "new/images/p.png", picture());
    CHECK(apply_proposals(desk.run(), "proposals") == 0);
    CHECK(desk.kept(first).state == Fate::applied);
    CHECK(desk.out.str().find("\n" + desk.kept(second).commit_id) != std::string::npos);
    CHECK(file_text(*desk.config.kb / "a.md") == kText);
    CHECK(desk.said_by_git("status --porcelain").empty());
    CHECK(desk.said_by_git("show proposals:docs/a.md") ==
          with(with(kText, "one", "ONE"), "four", "FOUR"));
    CHECK(desk.said_by_git("show proposals:docs/new/images/p.png") == picture());
    CHECK(desk.said_by_git("log --format=%an:%ae:%at -1 proposals~1") == "anna:anna@localhost:2\n");
    CHECK(desk.said_by_git("fsck --strict").find("error") == std::string::npos);
    CHECK(apply_proposals(desk.run(), "proposals") == 0);
    CHECK(desk.out.str() == "There is nothing accepted that is not applied.\n");
    CHECK(desk.git("merge -q proposals") == 0);
    CHECK(file_text(*desk.config.kb / "new/n.md") == "---\ntitle: N\n---\n\nnew\n");
}

TEST_CASE("a conflict is told, stays accepted, and keeps the others from nothing") {
    Desk desk;
    const auto first = desk.accept(with(kText, "one", "ONE"));
    const auto second = desk.accept(with(kText, "one", "another"));
    const auto third = desk.accept(with(kText, "four", "FOUR"));
    CHECK(apply_proposals(desk.run(), "proposals") == 1);
    CHECK(desk.err.str().find("proposal " + std::to_string(second) + " on a.md: conflict") == 0);
    CHECK(desk.kept(first).state == Fate::applied);
    CHECK(desk.kept(second).state == Fate::accepted);
    CHECK(desk.kept(third).state == Fate::applied);
}

TEST_CASE("what is taken back while those before it are committed is left out, and told") {
    Desk desk;
    const auto first = desk.accept(with(kText, "one", "ONE"));
    const auto rejected = desk.accept(with(kText, "two", "TWO"));
    const auto withdrawn = desk.accept(with(kText, "three", "THREE"));
    const auto last = desk.accept(with(kText, "four", "FOUR"));
    AfterFirstLine buffer([&] {
        Store store(desk.config.store);
        ProposalTable table(store.connection());
        CHECK(table.decide(rejected, Fate::rejected, "willi", "No.", at(500)));
        CHECK(table.decide(withdrawn, Fate::withdrawn, "anna", "", at(500)));
    });
    std::ostream out(&buffer);
    CHECK(apply_proposals({.config = desk.config,
                           .operator_name = "root",
                           .now = at(86400),
                           .out = out,
                           .err = desk.err},
                          "proposals") == 0);
    CHECK(desk.err.str().empty());
    CHECK(desk.kept(first).state == Fate::applied);
    CHECK(desk.kept(rejected).state == Fate::rejected);
    CHECK(desk.kept(withdrawn).state == Fate::withdrawn);
    CHECK(desk.kept(last).state == Fate::applied);
    CHECK(buffer.str().find("\nproposal " + std::to_string(rejected) +
                            " on a.md: is rejected meanwhile, left out\nproposal " +
                            std::to_string(withdrawn) +
                            " on a.md: is withdrawn meanwhile, left out\n") != std::string::npos);
    CHECK(desk.said_by_git("show proposals:docs/a.md") ==
          with(with(kText, "one", "ONE"), "four", "FOUR"));
    Store store(desk.config.store);
    for (const AuditEntry& entry : AuditTrail(store.connection()).entries())
        CHECK(entry.about.find("proposal " + std::to_string(rejected) + " ") == std::string::npos);
}

TEST_CASE("what git refuses is told, and keeps those behind it from nothing") {
    Desk desk;
    const auto below_a_file = desk.accept("---\ntitle: N\n---\n\nnew\n", "a.md/x.md", "");
    const auto after = desk.accept(with(kText, "four", "FOUR"));
    CHECK(apply_proposals(desk.run(), "proposals") == 1);
    CHECK(desk.err.str().find("proposal " + std::to_string(below_a_file) + " on a.md/x.md: ") == 0);
    CHECK(desk.kept(below_a_file).state == Fate::accepted);
    CHECK(desk.kept(after).state == Fate::applied);
}

TEST_CASE("an account whose name git does not take is somebody there, and keeps nobody up") {
    Desk desk;
    desk.agent = "...";
    const auto odd = desk.accept(with(kText, "one", "ONE"));
    desk.agent = "anna";
    const auto after = desk.accept(with(kText, "four", "FOUR"));
    CHECK(apply_proposals(desk.run(), "proposals") == 0);
    CHECK(desk.kept(after).state == Fate::applied);
    CHECK(desk.kept(odd).state == Fate::applied);
}

TEST_CASE("a branch that is checked out is refused, as is a folder without a repository") {
    Desk desk;
    desk.accept(with(kText, "one", "ONE"));
    CHECK_THROWS_AS(apply_proposals(desk.run(), "main"), GitError);
    const TemporaryFolder elsewhere;
    desk.config.kb = elsewhere.path();
    CHECK_THROWS_AS(apply_proposals(desk.run(), "proposals"), GitError);
    desk.config.kb.reset();
    CHECK_THROWS_AS(apply_proposals(desk.run(), "proposals"), ConfigError);
}

TEST_CASE("git am takes what is exported, pictures among it") {
    Desk desk;
    desk.accept(with(kText, "one", "ONE"));
    desk.accept(with(kText, "four", "VIER und fünf"));
    const auto fresh = desk.accept("---\ntitle: N\n---\n\nnew, without an end", "new/n.md", "");
    desk.add_picture(fresh, "new/images/p.png", picture());
    CHECK(export_proposals(desk.run(), desk.folder.path() / "patches") == 0);
    CHECK(desk.out.str().find("0001-proposal-f-r-a-md.patch") != std::string::npos);
    CHECK_MESSAGE(desk.git("am ../patches/*.patch") == 0,
                  file_text(desk.folder.path() / "git.out"));
    CHECK(file_text(*desk.config.kb / "a.md") ==
          with(with(kText, "one", "ONE"), "four", "VIER und fünf"));
    CHECK(file_text(*desk.config.kb / "new/n.md") == "---\ntitle: N\n---\n\nnew, without an end");
    CHECK(file_text(*desk.config.kb / "new/images/p.png") == picture());
    CHECK(desk.said_by_git("log --format='%an %s' -3") ==
          "anna Proposal für new/n.md: better\nanna Proposal für a.md: better\n"
          "anna Proposal für a.md: better\n");
    // Now all of it is there.
    CHECK(export_proposals(desk.run(), desk.folder.path() / "again") == 0);
    CHECK(desk.out.str().empty());
    CHECK(desk.err.str().find("is there already") != std::string::npos);
}

TEST_CASE("proposals are listed and shown") {
    Desk desk;
    CHECK_THROWS_AS(list_proposals(desk.run(), false), StoreError);
    const auto id = desk.accept(with(kText, "one", "ONE"));
    CHECK(list_proposals(desk.run(), false) == 0);
    CHECK(desk.out.str() ==
          "     1  accepted   a.md  Proposal für a.md: better, by anna, decided by willi\n");
    CHECK(list_proposals(desk.run(), true) == 0);
    CHECK(desk.out.str().find("\"state\": \"accepted\"") != std::string::npos);
    CHECK(show_proposal(desk.run(), id) == 0);
    CHECK(desk.out.str().find("-one\n+ONE\n") != std::string::npos);
    CHECK(show_proposal(desk.run(), 99) == 1);
    CHECK(desk.err.str() == "there is no proposal 99\n");
}

TEST_CASE("a preview comes from the command line, too") {
    const TemporaryFolder folder;
    folder.write("kb/a.md", "---\ntitle: A\n---\n\n[b](b.md)\n");
    folder.write("kb/b.md", "---\ntitle: B\n---\n\nText.\n");
    folder.write("text", "---\ntitle: A\n---\n\n[b](b.md) [c](c.md) ![](images/x.png)\n");
    const std::string command =
        "'" FIRSTLINE_BINARY_DIR "/kb-indexer' preview --kb='" + (folder.path() / "kb").string() +
        "' --path=a.md --with=images/x.png < '" + (folder.path() / "text").string() + "' > '" +
        (folder.path() / "out").string() + "'";
    CHECK(std::system(command.c_str()) == 0);
    const std::string json = file_text(folder.path() / "out");
    CHECK(json.find("\"title\":\"A\"") != std::string::npos);
    CHECK(json.find("/a/b") != std::string::npos);
    CHECK(json.find("\"code\":\"dead-article-link\",\"line\":5") != std::string::npos);
    CHECK(json.find("b.md`") == std::string::npos);
    CHECK(json.find("x.png`") == std::string::npos);
}
