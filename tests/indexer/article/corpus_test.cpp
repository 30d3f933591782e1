#include <chrono>
#include <cstdlib>
#include <filesystem>

#include <doctest/doctest.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

std::filesystem::path corpus() {
    if (const char* const folder = std::getenv("KB_CORPUS"))
        return folder;
    return std::filesystem::path(FIRSTLINE_SOURCE_DIR) / ".." / "shared" / "corpora" /
           "office-support";
}

struct Counts {
    std::size_t articles = 0;
    std::size_t placeholders = 0;
    std::size_t raw_alerts = 0;
    std::size_t raw_images = 0;
    std::size_t not_public = 0;
    std::size_t links_within = 0;
    std::size_t links_to_no_id = 0;
    std::size_t errors = 0;
};

/// Foreign tabs, `#tab/windows`, are no places of a text.
void count_links_within(const std::string& html, Counts& counts) {
    const std::string_view begin = "href=\"#";
    for (auto at = html.find(begin); at != std::string::npos; at = html.find(begin, at + 1)) {
        const auto from = at + begin.size();
        const auto name = html.substr(from, html.find('"', from) - from);
        const bool has_id = html.find("id=\"" + name + "\"") != std::string::npos;
        ++counts.links_within;
        counts.links_to_no_id += has_id || name.starts_with("tab/") ? 0U : 1U;
    }
}

void count(const LoadedArticle& loaded, Counts& counts) {
    for (const auto& problem : loaded.problems)
        counts.errors += problem.severity == Severity::error ? 1U : 0U;
    if (!loaded.article)
        return;
    const auto& article = *loaded.article;
    const auto has = [&](const char* text) { return article.html.find(text) != std::string::npos; };
    ++counts.articles;
    counts.not_public += audience_key(article.audience) == "public" ? 0U : 1U;
    count_links_within(article.html, counts);
    for (const char* const alert : {"[!NOTE", "[!IMPORTANT", "[!WARNING", "[!TIP", "[!CAUTION"})
        counts.raw_alerts += has(alert) ? 1U : 0U;
    counts.raw_images += has(":::image") ? 1U : 0U;
    for (const char* const name :
         {"&lt;ServerName&gt;", "&lt;username&gt;", "&lt;domain&gt;", "&lt;GUID&gt;"})
        for (auto at = article.html.find(name); at != std::string::npos;
             at = article.html.find(name, at + 1))
            ++counts.placeholders;
}

}  // namespace

TEST_CASE("a large real knowledge base loads as it is") {
    const auto root = corpus();
    if (!std::filesystem::exists(root / "redirections.json")) {
        MESSAGE("skipped: no knowledge base at " << root.string() << "; set KB_CORPUS to have one");
        return;
    }
    const auto start = std::chrono::steady_clock::now();
    Problems problems;
    const auto kb = load_knowledge_base(root, {}, true, problems);
    const auto scan = scan_folder(root, kb, problems);
    const ArticleLoader loader(root, kb, kToday);
    Counts counts;
    for (const auto& file : scan.files)
        count(loader.load(file.path), counts);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    MESSAGE(counts.articles << " articles in " << seconds.count() << " s, " << counts.placeholders
                            << " placeholders");
    CHECK(counts.articles == 2448);
    CHECK(scan.left_out.size() == 13);
    CHECK(counts.not_public == 0);
    CHECK(counts.errors == 0);
    CHECK(counts.links_within > 900);
    CHECK(counts.links_to_no_id == 0);
    CHECK(counts.raw_alerts == 0);
    CHECK(counts.raw_images == 0);
    CHECK(counts.placeholders >= 140);
}
