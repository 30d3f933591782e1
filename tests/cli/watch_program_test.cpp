#include <csignal>

#include <doctest/doctest.h>

#include "indexer/format/generation.h"
#include "tests/cli/program.h"
#include "tests/indexer/index/test_kb.h"
#include "tests/support/until.h"

namespace firstline {

namespace {

std::vector<std::string> watch(const TestKb& kb) {
    return {"watch", kb.root().string(), "--index", kb.index().string()};
}

bool finds(const TestKb& kb, const std::string& stem) {
    return until([&] {
        try {
            return std::filesystem::exists(index_files::current(kb.index())) &&
                   kb.contents().documents.at("a.md").terms.contains(stem);
        } catch (const Xapian::DatabaseError&) {
            return false;  // overtaken by a commit
        }
    });
}

}  // namespace

TEST_CASE("a watcher says what it did, and ends cleanly when told to") {
    for (const int signal : {SIGTERM, SIGINT}) {
        TestKb kb;
        kb.article("a.md", "text");
        IndexerProgram watcher(watch(kb));
        REQUIRE(finds(kb, "text"));
        kb.article("a.md", "xylophone");
        REQUIRE(finds(kb, "xylophon"));
        CHECK(until([&] { return watcher.err().find("1 replaced") != std::string::npos; }));
        watcher.send(signal);
        const auto ended = watcher.wait();
        CHECK(ended.exit_code == 0);
        CHECK(ended.signal == 0);
    }
}

TEST_CASE("a watcher that is told to end during a long build ends at once, and leaves no trace") {
    TestKb kb;
    for (int i = 0; i < 3000; ++i)
        kb.article(std::to_string(i) + ".md", "text");
    IndexerProgram watcher(watch(kb));
    REQUIRE(until([&] { return watcher.err().find("building") != std::string::npos; }));
    watcher.send(SIGTERM);
    CHECK(watcher.wait().exit_code == 0);
    CHECK_FALSE(std::filesystem::exists(index_files::current(kb.index())));
}

TEST_CASE("a watcher that cannot begin says why and ends with 2") {
    const auto ended = run_indexer({"watch", "/no/such/folder", "--index", "/tmp/nowhere-index"});
    CHECK(ended.exit_code == 2);
    CHECK(ended.err.find("/no/such/folder") != std::string::npos);
}

}  // namespace firstline
