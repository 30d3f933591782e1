#include <chrono>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "indexer/index/writer_lock.h"
#include "tests/cli/program.h"
#include "tests/indexer/index/test_kb.h"

namespace firstline {

namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::vector<std::string> build(const TestKb& kb, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"build", kb.root().string(), "--index", kb.index().string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

}  // namespace

TEST_CASE("help names the commands and the exit codes") {
    const auto help = run_indexer({"--help"});
    CHECK(help.exit_code == 0);
    for (const char* part : {"build", "watch", "check", "inspect", "Exit codes", "could not run"})
        CHECK_MESSAGE(has(help.out, part), part);
    const auto build_help = run_indexer({"build", "--help"});
    CHECK(build_help.exit_code == 0);
    for (const char* part : {"KB_DIR", "--index", "--config", "--public", "--full"})
        CHECK_MESSAGE(has(build_help.out, part), part);
}

TEST_CASE("a clean build ends with 0 and a summary") {
    TestKb kb;
    kb.article("a.md", "text");
    const auto ended = run_indexer(build(kb));
    CHECK(ended.exit_code == 0);
    CHECK(has(ended.out, "1 added, 0 replaced, 0 removed, 0 unchanged"));
    CHECK(has(ended.out, "Articles: 1 public"));
    CHECK(has(run_indexer(build(kb)).out, "0 added, 0 replaced, 0 removed, 1 unchanged"));
    CHECK(has(run_indexer(build(kb, {"--full"})).out, "Full build: it was asked for"));
}

TEST_CASE("a build with content errors finishes, names them and ends with 1, also the next time") {
    TestKb kb;
    kb.article("a.md", "text", "audience: nonsense\n");
    const auto ended = run_indexer(build(kb));
    CHECK(ended.exit_code == 1);
    CHECK(has(ended.err, "a.md:3: error: "));
    CHECK(kb.contents().document_count == 1);
    CHECK(run_indexer(build(kb)).exit_code == 1);
}

TEST_CASE("a build that leaves nothing public says so and how to change it") {
    TestKb kb;
    kb.article("a.md", "text", "");
    CHECK(has(run_indexer(build(kb)).out, "Nothing in this index is public"));
    CHECK_FALSE(has(run_indexer(build(kb, {"--public"})).out, "Nothing in this index is public"));
}

TEST_CASE("what cannot run ends with 2 and says why") {
    TestKb kb;
    kb.article("a.md", "text");
    struct Case {
        std::vector<std::string> arguments;
        const char* message;
    };
    for (const auto& [arguments, message] :
         {Case{{}, "subcommand"}, Case{{"build"}, "KB_DIR"},
          Case{{"build", kb.root().string()}, "--index"}, Case{{"build", "--nonsense"}, ""},
          Case{{"build", "/no/such/folder", "--index", kb.index().string()}, "/no/such/folder"},
          Case{{"check", "/no/such/folder"}, "/no/such/folder"},
          Case{build(kb, {"--config", "/no/such/file"}), "/no/such/file"},
          Case{{"build", kb.root().string(), "--index", "/proc/nowhere"}, "/proc/nowhere"},
          Case{{"inspect", "a", "--index", "/no/such/index"}, "run kb-indexer build"}}) {
        const auto ended = run_indexer(arguments);
        CHECK(ended.exit_code == 2);
        CHECK_MESSAGE(has(ended.err, message), ended.err);
    }
}

TEST_CASE("a build beside another writer waits, then says who it is and ends with 2") {
    TestKb kb;
    kb.article("a.md", "text");
    std::filesystem::create_directories(kb.index());
    const WriterLock other(kb.index(), {"kb-indexer watch", std::chrono::sys_seconds{}});
    const auto begin = std::chrono::steady_clock::now();
    const auto ended = run_indexer(build(kb));
    CHECK(ended.exit_code == 2);
    CHECK(has(ended.err, "an indexer is already running"));
    CHECK(has(ended.err, "kb-indexer watch"));
    CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::seconds(5));
}

TEST_CASE("a build that leaves nothing public says how to change it, and --public does") {
    TestKb kb;
    kb.article("a.md", "text", "");
    CHECK(has(run_indexer(build(kb)).out, "Nothing in this index is public"));
    const auto open = run_indexer(build(kb, {"--public"}));
    CHECK_FALSE(has(open.out, "Nothing in this index is public"));
    CHECK(kb.contents().database_of("a.md") == "public");
    CHECK(kb.contents().manifest.kb.everything_public);
}

TEST_CASE("settings may come from a file elsewhere") {
    TestKb kb;
    kb.article("a.md", "text", "");
    const TemporaryFolder elsewhere;
    elsewhere.write("kb.yml", "name: Elsewhere\ndefault_audience: public\n");
    run_indexer(build(kb, {"--config", (elsewhere.path() / "kb.yml").string()}));
    CHECK(kb.contents().manifest.kb.name == "Elsewhere");
    CHECK(kb.contents().database_of("a.md") == "public");
}

TEST_CASE("programs can have the summary as JSON") {
    TestKb kb;
    kb.article("a.md", "text");
    const auto json = nlohmann::json::parse(run_indexer(build(kb, {"--format", "json"})).out);
    CHECK(json["added"] == 1);
    CHECK(json["nothing_public"] == false);
}

TEST_CASE("check lists problems by path and line, clashes of names included") {
    TestKb kb;
    kb.article("b.md", "text", "audience: public\nid: KB1\n");
    kb.article("a.md", "text", "audience: public\nid: KB1\n");
    kb.article("c.md", "text", "audience: public\nreviwed: 2026-01-01\n");
    const auto ended = run_indexer({"check", kb.root().string()});
    CHECK(ended.exit_code == 1);
    CHECK(has(ended.out, ": error: "));
    CHECK(has(ended.out, "a.md"));
    CHECK(has(ended.out, "c.md:4: warning: "));
    CHECK(has(ended.out, "3 articles, "));
    CHECK_FALSE(std::filesystem::exists(kb.index()));
    const auto json =
        nlohmann::json::parse(run_indexer({"check", kb.root().string(), "--format", "json"}).out);
    CHECK(json["articles"] == 3);
    CHECK(json["problems"].size() >= 2);
    CHECK(json["problems"].back()["severity"] == "warning");
    CHECK(json["problems"].back()["line"] == 4);
}

TEST_CASE("check of a clean folder ends with 0") {
    TestKb kb;
    kb.article("a.md", "text");
    CHECK(run_indexer({"check", kb.root().string()}).exit_code == 0);
}

TEST_CASE("inspect shows what the index holds of an article, by any of its names") {
    TestKb kb;
    kb.article("sub/a.md", "The printers jammed. 0x80070005\n\n## If not\n\nCall.",
               "audience: agents\nid: KB7\nredirect_from: /old/name\ntags: [Paper]\n");
    run_indexer(build(kb));
    for (const char* name : {"KB7", "sub/a", "sub/a.md", "/a/sub/a", "old/name"}) {
        const auto ended = run_indexer({"inspect", name, "--index", kb.index().string()});
        CHECK_MESSAGE(ended.exit_code == 0, name);
        for (const char* part : {"KB7", "agents", "sub/a.md", "## If not", "#if-not", "printer 1",
                                 "0x80070005", "validated"})
            CHECK_MESSAGE(has(ended.out, part), part);
    }
    const auto missing = run_indexer({"inspect", "nothing", "--index", kb.index().string()});
    CHECK(missing.exit_code == 1);
    CHECK(has(missing.err, "nothing"));
}

}  // namespace firstline
