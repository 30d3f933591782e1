#include <atomic>
#include <thread>

#include <doctest/doctest.h>

#include "indexer/format/generation.h"
#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "tests/indexer/index/test_kb.h"

namespace firstline {

namespace {

/// Looks for an article in two databases at one moment, until told to stop.
struct Reader {
    std::filesystem::path generation;
    std::atomic<bool> stop{false};
    std::atomic<int> looks{0};
    std::atomic<int> in_both{0};
    std::atomic<int> in_neither{0};

    bool has(const Xapian::Database& database) const {
        return database.term_exists(term(schema::kPath, "a.md"));
    }

    void look() {
        try {
            const Xapian::Database first((generation / "public").string());
            const Xapian::Database second((generation / "agents").string());
            // Only what both held at once counts: the first must not have moved on meanwhile.
            if (Xapian::Database((generation / "public").string()).get_revision() !=
                first.get_revision())
                return;
            const int places = (has(first) ? 1 : 0) + (has(second) ? 1 : 0);
            in_both += places == 2 ? 1 : 0;
            in_neither += places == 0 ? 1 : 0;
            ++looks;
        } catch (const Xapian::Error&) {
            // Overtaken by a commit: look again.
        }
    }
};

}  // namespace

TEST_CASE("an article that moves between audiences is never in both") {
    TestKb kb;
    kb.article("a.md", "text");
    kb.article("public.md", "text");
    kb.article("agents.md", "text", "audience: agents\n");
    kb.run();
    Reader reader;
    reader.generation = kb.index() / "gen-000001";
    std::thread thread([&] {
        while (!reader.stop)
            reader.look();
    });
    int moves = 0;
    for (; moves < 400 && (moves < 40 || reader.looks < 200); ++moves) {
        kb.article("a.md", "text", moves % 2 == 0 ? "audience: agents\n" : "audience: public\n");
        kb.run();
    }
    reader.stop = true;
    thread.join();
    CHECK(reader.looks >= 200);
    CHECK(reader.in_both == 0);
    MESSAGE(moves << " moves, " << reader.looks.load() << " looks, " << reader.in_neither.load()
                  << " found it in neither");
}

TEST_CASE("an article for a new audience gets a database of its own") {
    TestKb kb;
    kb.write("_kb.yml", "groups: [finance]\n");
    kb.article("a.md", "text");
    kb.run();
    kb.article("b.md", "text", "audience: finance\n");
    const auto summary = kb.run();
    CHECK_FALSE(summary.full);
    CHECK(kb.contents().database_of("b.md").starts_with("employees-"));
    CHECK(kb.contents().manifest.databases.size() == 2);
    kb.article("c.md", "text", "audience: finance\n");
    kb.run();
    CHECK(kb.contents().document_count == 3);
}

}  // namespace firstline
