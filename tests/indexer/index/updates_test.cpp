#include <doctest/doctest.h>

#include "tests/indexer/index/test_kb.h"

namespace firstline {

TEST_CASE("a run over an unchanged knowledge base reads no file and writes nothing") {
    TestKb kb;
    kb.options().clock = an_hour_later;
    kb.write("_defaults.yml", "tags: [x]\n");
    kb.write("includes/f.md", "fragment\n");
    kb.article("a.md", "text\n\n[!INCLUDE [f](includes/f.md)]");
    kb.article("sub/b.md", "See [a](/a.md) and ![gone](gone.png).");
    kb.run();
    const auto before = kb.contents();
    const auto summary = kb.run();
    CHECK(summary.read == 0);
    CHECK(summary.counts.unchanged == 2);
    CHECK_FALSE(summary.full);
    CHECK(kb.contents().manifest.edition == before.manifest.edition);
}

TEST_CASE("what was added, changed and removed is counted") {
    TestKb kb;
    for (const char* path : {"a.md", "b.md", "c.md"})
        kb.article(path, "text");
    CHECK(kb.run().counts.added == 3);
    kb.article("b.md", "another text");
    kb.remove("c.md");
    kb.article("d.md", "new");
    const auto summary = kb.run();
    CHECK(summary.counts.added == 1);
    CHECK(summary.counts.replaced == 1);
    CHECK(summary.counts.removed == 1);
    CHECK(summary.counts.unchanged == 1);
    CHECK_FALSE(summary.full);
    CHECK(summary.audiences.size() == 1);
    CHECK(summary.audiences.front().articles == 3);
}

TEST_CASE("an article follows the size of its image") {
    TestKb kb;
    kb.options().clock = an_hour_later;
    kb.write("small.svg", "<svg width='20' height='10'/>");
    kb.article("a.md", "![small](small.svg)");
    kb.run();
    CHECK(kb.run().read == 0);
    kb.write("small.svg", "<svg width='40' height='10'/>");
    CHECK(kb.run().counts.replaced == 1);
    CHECK(difference(kb.contents(), kb.built_anew()) == "");
}

TEST_CASE("a touched article counts as unchanged, and is not read a second time") {
    TestKb kb;
    kb.options().clock = an_hour_later;
    kb.article("a.md", "text");
    kb.run();
    std::filesystem::last_write_time(kb.root() / "a.md",
                                     std::filesystem::file_time_type::clock::now());
    const auto touched = kb.run();
    CHECK(touched.read == 1);
    CHECK(touched.counts.unchanged == 1);
    CHECK(touched.counts.replaced == 0);
    CHECK(kb.run().read == 0);
}

TEST_CASE("an article saved twice within a tick of the clock is not missed") {
    TestKb kb;
    kb.article("a.md", "first word");
    kb.run();
    for (int i = 0; i < 20; ++i) {
        kb.article("a.md", "word" + std::to_string(10 + i));
        kb.run();
        CHECK(kb.contents().knows_word("about"));
        CHECK(kb.contents().documents.at("a.md").terms.contains("word" + std::to_string(10 + i)));
    }
}

TEST_CASE("a change of defaults or of a fragment reaches the articles below or around it") {
    TestKb kb;
    kb.write("includes/f.md", "xylophone\n");
    kb.article("a/one.md", "[!INCLUDE [f](/includes/f.md)]", "");
    kb.article("b/two.md", "text");
    kb.write("a/_defaults.yml", "audience: employees\n");
    kb.run();
    CHECK(kb.contents().database_of("a/one.md") == "employees");
    kb.write("a/_defaults.yml", "audience: public\n");
    kb.write("includes/f.md", "trombone\n");
    kb.run();
    CHECK(kb.contents().database_of("a/one.md") == "public");
    CHECK(kb.contents().documents.at("a/one.md").terms.contains("trombon"));
    CHECK_FALSE(kb.contents().documents.at("a/one.md").terms.contains("xylophon"));
}

TEST_CASE("a link follows files that come and go without the article being touched") {
    TestKb kb;
    kb.options().clock = an_hour_later;
    kb.article("a.md", "See [b](b.md).");
    kb.run();
    CHECK(kb.contents().article("a.md").details.links.front().resolved.empty());
    kb.article("b.md", "text");
    CHECK(kb.run().counts.replaced == 1);
    CHECK(kb.contents().article("a.md").details.links.front().resolved == "b.md");
    kb.remove("b.md");
    kb.run();
    CHECK(kb.contents().article("a.md").details.links.front().resolved.empty());
    CHECK(kb.run().read == 0);
}

TEST_CASE("a fragment that was missing is taken in when it comes") {
    TestKb kb;
    kb.options().clock = an_hour_later;
    kb.article("a.md", "[!INCLUDE [f](/includes/f.md)]");
    CHECK(kb.run().problems.errors == 1);
    kb.write("includes/f.md", "xylophone\n");
    CHECK(kb.run().problems.errors == 0);
    CHECK(kb.contents().documents.at("a.md").terms.contains("xylophon"));
}

TEST_CASE("settings that decide how articles are read move only the articles they concern") {
    TestKb kb;
    kb.options().clock = an_hour_later;
    kb.write("_kb.yml", "default_audience: agents\n");
    kb.article("a.md", "text", "");
    kb.article("b.md", "text");
    kb.run();
    kb.write("_kb.yml", "default_audience: employees\n");
    const auto summary = kb.run();
    CHECK_FALSE(summary.full);
    CHECK(summary.read == 2);
    CHECK(summary.counts.replaced == 1);
    CHECK(summary.counts.unchanged == 1);
    CHECK(kb.contents().database_of("a.md") == "employees");
    CHECK(kb.run().read == 0);
}

TEST_CASE("owners, synonyms and notices are taken over without reading an article") {
    TestKb kb;
    kb.options().clock = an_hour_later;
    kb.article("a.md", "text");
    kb.run();
    const auto edition = kb.contents().manifest.edition;
    kb.write("_synonyms.yml", "- [printer, mfp]\n");
    const auto summary = kb.run();
    CHECK(summary.read == 0);
    CHECK(kb.contents().manifest.kb.synonyms.size() == 1);
    CHECK(kb.contents().manifest.edition > edition);
}

TEST_CASE("one bad article never stops a run") {
    TestKb kb;
    kb.article("good.md", "text");
    kb.write("empty.md", "");
    kb.write("bytes.md", "\xff\xfe\x00 broken");
    kb.write("yaml.md", "---\ntitle: [unclosed\n---\ntext\n");
    const auto summary = kb.run();
    CHECK(summary.problems.errors >= 2);
    CHECK(summary.rejected >= 1);
    CHECK(kb.contents().documents.contains("good.md"));
}

TEST_CASE("an article that breaks leaves the index until it is mended") {
    TestKb kb;
    kb.article("a.md", "text");
    kb.article("b.md", "text");
    kb.run();
    kb.write("a.md", "");
    const auto broken = kb.run();
    CHECK(broken.counts.removed == 1);
    CHECK(broken.problems.errors == 1);
    kb.article("a.md", "text");
    const auto mended = kb.run();
    CHECK(mended.counts.added == 1);
    CHECK(mended.problems.errors == 0);
}

TEST_CASE("two articles of one name are an error that names both, for as long as it lasts") {
    TestKb kb;
    kb.article("a.md", "text", "audience: public\nid: KB1\n");
    kb.article("b.md", "text", "audience: agents\nid: KB1\n");
    CHECK(kb.run().problems.errors > 0);
    const auto problems = kb.contents().problems;
    REQUIRE_FALSE(problems.empty());
    CHECK(problems.front().find("a.md") != std::string::npos);
    CHECK(problems.front().find("b.md") != std::string::npos);
    CHECK(kb.run().problems.errors > 0);
    kb.article("b.md", "text", "audience: agents\nid: KB2\n");
    CHECK(kb.run().problems.errors == 0);
    CHECK(kb.contents().problems.empty());
}

TEST_CASE("a summary says when nothing is public") {
    TestKb kb;
    kb.article("a.md", "text", "audience: agents\n");
    kb.article("b.md", "text", "audience: public\nstate: archived\n");
    CHECK(kb.run().nothing_public);
    kb.article("c.md", "text");
    CHECK_FALSE(kb.run().nothing_public);
}

}  // namespace firstline
