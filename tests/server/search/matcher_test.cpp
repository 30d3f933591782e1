#include "server/search/matcher.h"

#include <algorithm>
#include <random>

#include <doctest/doctest.h>

#include "indexer/format/generation.h"
#include "server/search/ranking_numbers.h"
#include "tests/support/built_kb.h"

using namespace firstline;

namespace {

/// Few words that are everywhere and many that are rare, as in any text.
std::string words(std::mt19937& random, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        const auto rarity = random() % 8;
        text += (text.empty() ? "word" : " word") + std::to_string(random() % (1U << rarity)) + "x";
    }
    return text;
}

OpenIndex opened(BuiltKb& kb, const Viewer& viewer) {
    const auto generation =
        index_files::generation(kb.index(), current_generation(kb.index()).value_or(0));
    return open_index(generation, read_manifest(generation), viewer);
}

/// Wanting all of them rules out that any is left aside.
Matches all_matches(const BuiltQuery& query, OpenIndex& index) {
    return match(query, {}, {.best = 1000, .found_share = ranking::kFoundShare, .added = {}},
                 index);
}

std::vector<Xapian::docid> in_order(std::vector<Xapian::docid> documents) {
    std::sort(documents.begin(), documents.end());
    return documents;
}

}  // namespace

TEST_CASE("articles that are left aside would neither have been among the best nor found") {
    BuiltKb kb;
    std::mt19937 random(7);
    for (int i = 0; i < 300; ++i)
        kb.write(std::to_string(i) + ".md", "---\ntitle: " + words(random, 4) + "\naudience: " +
                                                (i % 3 == 0 ? "agents" : "public") + "\n---\n\n" +
                                                words(random, 60) + "\n");
    kb.build();
    OpenIndex index = opened(kb, Viewer{Role::agent, {}});
    std::size_t found = 0;
    for (int i = 0; i < 100; ++i) {
        const auto query = build_query(words(random, 1 + i % 12), index);
        const auto all = all_matches(query, index);
        const auto some =
            match(query, {}, {.best = 11, .found_share = ranking::kFoundShare, .added = {}}, index);
        REQUIRE(some.best.size() == std::min<std::size_t>(all.best.size(), 11));
        for (std::size_t hit = 0; hit < some.best.size(); ++hit)
            CHECK(some.best[hit].weight == doctest::Approx(all.best[hit].weight));
        CHECK(in_order(some.found) == in_order(all.found));
        found += some.found.size();
    }
    CHECK(found > 1000);
}

TEST_CASE("a weight from elsewhere brings in an article that has no word of the query") {
    BuiltKb kb;
    kb.article("asked.md", "Nothing alike", "Other words.");
    kb.article("alike.md", "Printer offline", "The printer is offline.");
    kb.build();
    OpenIndex index = opened(kb, Viewer{});
    const auto query = build_query("printer offline", index);
    const auto without = all_matches(query, index);
    REQUIRE(without.best.size() == 1);
    const Xapian::docid other = without.best.front().document == 1 ? 2 : 1;
    const auto with =
        match(query, {}, {.best = 11, .found_share = 0.4, .added = {{other, 1000}}}, index);
    REQUIRE(with.best.size() == 2);
    CHECK(with.best.front().document == other);
    CHECK(with.found.size() == 2);
}
