#include "server/search/library.h"

#include <atomic>
#include <sstream>
#include <thread>

#include <doctest/doctest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include "indexer/format/audit.h"
#include "indexer/format/generation.h"
#include "indexer/format/schema.h"
#include "tests/support/built_kb.h"

using namespace firstline;

TEST_CASE("a folder without index is told with the way out") {
    const TemporaryFolder empty;
    CHECK_THROWS_WITH_AS(Library(empty.path()), doctest::Contains("run kb-indexer build"),
                         CorruptIndex);
}

TEST_CASE("an index of another version is refused with the way out") {
    BuiltKb kb;
    kb.article("a.md", "A", "Text.");
    kb.build();
    const auto generation = index_files::generation(kb.index(), *current_generation(kb.index()));
    Manifest manifest = read_manifest(generation);
    manifest.version = schema::kVersion + 1;
    replace_file(index_files::manifest(generation), to_json(manifest));
    CHECK_THROWS_WITH_AS(Library(kb.index()), doctest::Contains("run kb-indexer build"),
                         WrongIndexVersion);
}

TEST_CASE("an audit that cannot be read is told once for each that is written") {
    std::ostringstream log;
    const auto usual = spdlog::default_logger();
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(log)));
    const auto warnings = [&] {
        std::size_t count = 0;
        for (std::size_t at = 0;
             (at = log.str().find("a date cannot be read", at)) != std::string::npos; ++at)
            ++count;
        return count;
    };
    BuiltKb kb;
    kb.article("a.md", "A", "Text.");
    kb.build();
    CHECK(kb.library().audit()->articles.empty());
    CHECK(warnings() == 0);  // there is none
    Audit audit{.made_on = Date{}, .commit = "", .articles = {}};
    audit.articles["a"].written = Date{} - std::chrono::days{1};
    for (std::size_t time = 1; time <= 2; ++time) {
        write_audit(kb.index(), audit);
        for (int i = 0; i < 3; ++i)
            CHECK(kb.library().audit()->articles.empty());
        CHECK(warnings() == time);
    }
    audit.articles["a"].written = Date{};
    write_audit(kb.index(), audit);
    CHECK(kb.library().audit()->articles.size() == 1);
    CHECK(warnings() == 2);
    spdlog::set_default_logger(usual);
}

TEST_CASE("changes and whole new generations are seen by the next question") {
    BuiltKb kb;
    kb.article("a.md", "Apple", "A fruit.");
    kb.build();
    const auto version = [&] {
        return kb.library().ask(Viewer{}, [](Reading& reading) { return reading.version(); });
    };
    const auto first = version();
    CHECK(version() == first);
    CHECK(kb.search("pear").hits.empty());
    kb.article("b.md", "Pear", "Another fruit.");
    kb.build();
    CHECK(kb.search("pear").hits.size() == 1);
    const auto second = version();
    CHECK(second != first);
    kb.build(true);
    CHECK(version() != second);
    CHECK(kb.search("pear").hits.size() == 1);
}

TEST_CASE("another viewer's version differs, so that no page is mistaken for another's") {
    BuiltKb kb;
    kb.article("a.md", "Apple", "A fruit.");
    kb.write("b.md", "---\ntitle: B\naudience: agents\n---\nText.\n");
    kb.build();
    const auto version = [&](const Viewer& viewer) {
        return kb.library().ask(viewer, [](Reading& reading) { return reading.version(); });
    };
    CHECK(version({}) != version({Role::agent, {}}));
}

TEST_CASE("topics are products, or tags where no article names a product, and say which") {
    BuiltKb kb;
    kb.article("a.md", "A", "Text.", "tags: [Printing, paper]\n");
    kb.article("b.md", "B", "Text.", "tags: [printing]\n");
    kb.build();
    const auto topics = [&] {
        return kb.library().ask({}, [](Reading& reading) { return reading.topics(5); });
    };
    REQUIRE(topics().size() == 2);
    CHECK(topics()[0].name == "Printing");
    CHECK(topics()[0].articles == 2);
    CHECK(topics()[0].is_tag);
    CHECK(topics()[1].is_tag);

    kb.article("c.md", "C", "Text.", "product: VPN\ntags: [paper]\n");
    kb.build();
    REQUIRE(topics().size() == 1);
    CHECK(topics()[0].name == "VPN");
    CHECK_FALSE(topics()[0].is_tag);
}

TEST_CASE("readers in many threads see whole states while a writer commits again and again") {
    BuiltKb kb;
    const auto write_round = [&](int round) {
        for (int i = 0; i < 4; ++i)
            kb.article("a" + std::to_string(i) + ".md", "Round " + std::to_string(round),
                       "This is round" + std::to_string(round) + ". Common words here.");
    };
    write_round(0);
    kb.build();
    kb.library();
    std::atomic<bool> done = false;
    std::atomic<int> failures = 0, answers = 0, mixed = 0;
    std::vector<std::thread> readers;
    for (int reader = 0; reader < 3; ++reader)
        readers.emplace_back([&] {
            while (!done) {
                try {
                    const auto results = kb.search("common words");
                    ++answers;
                    for (const auto& hit : results.hits)
                        if (hit.article.title != results.hits.front().article.title)
                            ++mixed;
                } catch (const std::exception&) {
                    ++failures;
                }
            }
        });
    for (int round = 1; round <= 25; ++round) {
        write_round(round);
        kb.build(round % 5 == 0);
    }
    done = true;
    for (auto& reader : readers)
        reader.join();
    MESSAGE("answers: " << answers.load() << ", failures: " << failures.load()
                        << ", mixed: " << mixed.load());
    CHECK(answers > 0);
    CHECK(failures == 0);
    CHECK(mixed == 0);
}
