#include <doctest/doctest.h>
#include <unistd.h>

#include "indexer/format/generation.h"
#include "indexer/index/writer_lock.h"
#include "tests/indexer/index/test_kb.h"

namespace firstline {

namespace {

WriterLock::Claim claim(const char* holder) {
    using namespace std::chrono;
    return {holder, sys_days{2026y / March / 12} + hours(9), milliseconds(30)};
}

}  // namespace

TEST_CASE("a second writer is told who holds the index, and since when") {
    const TemporaryFolder index;
    const WriterLock first(index.path(), claim("kb-indexer watch"));
    std::string refusal;
    try {
        const WriterLock second(index.path(), claim("kb-indexer build"));
    } catch (const IndexBusy& error) {
        refusal = error.what();
    }
    CHECK(refusal.find("already running") != std::string::npos);
    CHECK(refusal.find("process " + std::to_string(getpid())) != std::string::npos);
    CHECK(refusal.find("kb-indexer watch") != std::string::npos);
    CHECK(refusal.find("2026-03-12 09:00") != std::string::npos);
}

TEST_CASE("the index is free once its writer is done") {
    const TemporaryFolder index;
    { const WriterLock first(index.path(), claim("first")); }
    CHECK_NOTHROW(WriterLock(index.path(), claim("second")));
}

TEST_CASE("a run that has nothing to write needs no lock, one that has waits and then gives up") {
    TestKb kb;
    kb.options().clock = an_hour_later;
    kb.options().patience = std::chrono::milliseconds(30);
    kb.article("a.md", "text");
    kb.run();
    const WriterLock other(kb.index(), claim("someone else"));
    CHECK(kb.run().counts.unchanged == 1);
    kb.article("b.md", "text");
    CHECK_THROWS_AS(kb.run(), IndexBusy);
    CHECK_THROWS_AS(kb.run_full(), IndexBusy);
    CHECK(kb.contents().document_count == 1);
}

TEST_CASE("a database that a strange program has open for writing is busy, not broken") {
    TestKb kb;
    kb.article("a.md", "text");
    kb.run();
    const Xapian::WritableDatabase strange((kb.index() / "gen-000001/public").string());
    kb.article("a.md", "changed");
    CHECK_THROWS_AS(kb.run(), IndexBusy);
    CHECK(kb.contents().manifest.generation == 1);
}

TEST_CASE("a run whose plan was overtaken by another writer plans again") {
    TestKb kb;
    kb.article("a.md", "text");
    Reporter silent;
    Indexer watcher(kb.options(), silent);
    watcher.update();
    kb.article("b.md", "text");
    kb.run();
    kb.article("c.md", "text");
    const auto summary = watcher.update({"c.md"});
    CHECK(summary.counts.added == 1);
    CHECK(kb.contents().document_count == 3);
    kb.run_full();
    kb.article("a.md", "changed");
    CHECK(watcher.update({"a.md"}).counts.replaced == 1);
    CHECK(difference(kb.contents(), kb.built_anew()).empty());
}

}  // namespace firstline
