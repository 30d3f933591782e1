#include <doctest/doctest.h>

#include "tests/indexer/index/test_kb.h"

using namespace firstline;

namespace {

/// Whether the public article shows what the other one says; every run must agree with a full one.
bool published(const TestKb& kb) {
    CHECK(difference(kb.contents(), kb.built_anew()) == "");
    return kb.contents().documents.at("t/a.md").terms.contains("quuxword");
}

/// A public article that includes another, of a folder whose defaults say who may read it.
struct IncludingKb {
    TestKb kb;
    IncludingKb() {
        kb.options().clock = an_hour_later;
        kb.article("t/a.md", "[!INCLUDE [s](/s/sec.md)]");
        kb.article("s/sec.md", "Quuxword", "");
        kb.write("s/_defaults.yml", "audience: public\n");
        kb.run();
        REQUIRE(published(kb));
    }
};

}  // namespace

TEST_CASE("an article follows the audience of another that it includes, wherever that is said") {
    IncludingKb including;
    TestKb& kb = including.kb;
    kb.write("s/_defaults.yml", "audience: agents\n");
    CHECK(kb.run().problems.errors == 1);
    CHECK_FALSE(published(kb));
    kb.article("s/sec.md", "Quuxword", "audience: public\n");
    CHECK(kb.run().problems.errors == 0);
    CHECK(published(kb));
    kb.article("s/sec.md", "Quuxword", "audience: employees\n");
    kb.run();
    CHECK_FALSE(published(kb));
    kb.article("s/sec.md", "Quuxword", "");
    kb.remove("s/_defaults.yml");
    kb.run();
    CHECK_FALSE(published(kb));
    kb.write("_kb.yml", "default_audience: public\n");
    kb.run();
    CHECK(published(kb));
}

TEST_CASE("a run over files said to be touched reads articles that include one of them again") {
    for (const char* also : {"", "[!INCLUDE [s](/includes/missing.md)]"}) {
        CAPTURE(std::string(also));
        IncludingKb including;
        TestKb& kb = including.kb;
        kb.article("t/a.md", std::string("[!INCLUDE [s](/s/sec.md)]\n\n") + also);
        Reporter silent;
        Indexer indexer(kb.options(), silent);
        indexer.update();
        REQUIRE(published(kb));
        kb.article("s/sec.md", "Quuxword", "audience: agents\n");
        indexer.update({"s/sec.md"});
        CHECK_FALSE(published(kb));
        kb.article("s/sec.md", "Quuxword", "audience: public\n");
        indexer.update({"s/sec.md"});
        CHECK(published(kb));
    }
}

TEST_CASE("an article whose stamps are too young to be trusted still follows what it includes") {
    IncludingKb including;
    TestKb& kb = including.kb;
    kb.options().clock = real_time;
    Reporter silent;
    Indexer indexer(kb.options(), silent);
    kb.article("t/a.md", "Now [!INCLUDE [s](/s/sec.md)]");
    kb.article("s/sec.md", "Quuxword now", "audience: public\n");
    indexer.update();
    REQUIRE(published(kb));
    kb.article("s/sec.md", "Quuxword", "audience: agents\n");
    indexer.update({"s/sec.md"});
    CHECK_FALSE(published(kb));
}
