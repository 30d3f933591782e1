#include <doctest/doctest.h>

#include "indexer/format/generation.h"
#include "indexer/index/averages.h"
#include "indexer/index/intake.h"
#include "tests/indexer/index/test_kb.h"

namespace firstline {

namespace {

/// Does something once, when articles begin to be written.
class AtWriting : public Reporter {
public:
    explicit AtWriting(std::function<void()> what) : what_(std::move(what)) {}
    void progress(const char* doing, std::size_t /*done*/, std::size_t /*total*/) override {
        if (doing == std::string("writing") && !std::exchange(done_, true))
            what_();
    }
    void message(const std::string& text) override { messages += text + "\n"; }
    std::string messages;

private:
    std::function<void()> what_;
    bool done_ = false;
};

char letter(int i) {
    return static_cast<char>('a' + i % 26);
}

void many_articles(const TestKb& kb, int count, int words) {
    for (int i = 0; i < count; ++i) {
        std::string body;
        for (int w = 0; w < words; ++w)
            body += std::string("word") + letter(i + w) + letter(i * 7 + w / 26) + " ";
        kb.article("many/" + std::to_string(i) + ".md", body);
    }
}

}  // namespace

TEST_CASE("what is saved, added and removed during a full build is found afterwards") {
    TestKb kb;
    kb.article("a.md", "before");
    kb.article("b.md", "before");
    kb.article("c.md", "before");
    AtWriting reporter([&] {
        kb.article("a.md", "xylophone");
        kb.article("new.md", "trombone");
        kb.remove("c.md");
    });
    const auto summary = kb.run(reporter);
    CHECK(summary.full);
    const auto contents = kb.contents();
    CHECK(contents.documents.at("a.md").terms.contains("xylophon"));
    CHECK(contents.documents.contains("new.md"));
    CHECK_FALSE(contents.documents.contains("c.md"));
    CHECK(contents.document_count == 3);
    CHECK(summary.audiences.front().articles == 3);
}

TEST_CASE("settings that change during a full build hold in what it publishes") {
    TestKb kb;
    kb.write("_kb.yml", "default_audience: agents\n");
    kb.article("a.md", "text", "");
    AtWriting reporter([&] { kb.write("_kb.yml", "default_audience: employees\n"); });
    kb.run(reporter);
    CHECK(kb.contents().database_of("a.md") == "employees");
}

TEST_CASE("a language that changes during a full build takes effect with the next run") {
    TestKb kb;
    kb.article("a.md", "Häuser");
    AtWriting reporter([&] { kb.write("_kb.yml", "language: german\n"); });
    kb.run(reporter);
    CHECK(kb.contents().documents.at("a.md").terms.contains("häuser"));
    CHECK(kb.run().full);
    CHECK(kb.contents().documents.at("a.md").terms.contains("haus"));
}

TEST_CASE("a large sub-database written in pieces holds what one writer would have written") {
    TestKb kb;
    kb.options().fixed_averages = FieldAverages{.body = 30, .title = 4, .pairs = 15};
    many_articles(kb, 450, 20);
    kb.run();
    TestKb grown;
    grown.options().fixed_averages = kb.options().fixed_averages;
    grown.article("many/0.md", "first");
    grown.run();
    many_articles(grown, 450, 20);
    grown.run();
    const auto pieces = kb.contents();
    CHECK(pieces.document_count == 450);
    CHECK(difference(pieces, grown.contents()).empty());
}

TEST_CASE("mean lengths that drift by more than a fifth bring a full build that says why") {
    TestKb kb;
    many_articles(kb, 60, 20);
    kb.run();
    const auto averages = kb.contents().manifest.databases.front().averages;
    CHECK(averages.body == doctest::Approx(22));
    many_articles(kb, 2, 80);
    CHECK_FALSE(kb.run().full);
    CHECK(kb.contents().manifest.databases.front().averages == averages);
    many_articles(kb, 40, 60);
    const auto summary = kb.run();
    CHECK(summary.full);
    CHECK(summary.why_full.find("mean length") != std::string::npos);
    CHECK(summary.counts.replaced > 30);
    CHECK(kb.contents().manifest.databases.front().averages.body > averages.body);
    CHECK_FALSE(kb.run().full);
}

TEST_CASE("a full build is made when it is asked for, or the language changes") {
    TestKb kb;
    kb.article("a.md", "text");
    CHECK(kb.run().why_full == "there is no index yet");
    CHECK_FALSE(kb.run().full);
    const auto asked = kb.run_full();
    CHECK(asked.full);
    CHECK(asked.counts.unchanged == 1);
    kb.write("_kb.yml", "language: german\n");
    CHECK(kb.run().why_full.find("german") != std::string::npos);
}

TEST_CASE("a run that is stopped leaves the old index and nothing else") {
    TestKb kb;
    kb.article("a.md", "text");
    kb.run();
    int asked = 0;
    kb.options().should_stop = [&] { return ++asked > 1; };
    kb.article("b.md", "text");
    CHECK_THROWS_AS(kb.run_full(), Stopped);
    kb.options().should_stop = nullptr;
    CHECK(kb.contents().document_count == 1);
    for (const auto& entry : std::filesystem::directory_iterator(kb.index()))
        CHECK_FALSE(entry.path().filename().string().starts_with("building-"));
}

}  // namespace firstline
