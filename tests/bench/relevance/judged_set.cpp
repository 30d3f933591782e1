#include "tests/bench/relevance/judged_set.h"

#include <array>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include <fmt/core.h>

namespace firstline {

namespace {

namespace fs = std::filesystem;

std::ifstream opened(const fs::path& file) {
    std::ifstream in(file);
    if (!in)
        throw std::runtime_error("cannot read " + file.string());
    return in;
}

std::map<std::string, std::set<std::string>> read_judgements(const fs::path& qrels) {
    std::map<std::string, std::set<std::string>> right;
    auto in = opened(qrels);
    std::string query, iteration, article;
    for (int relevance = 0; in >> query >> iteration >> article >> relevance;)
        if (relevance > 0)
            right[query].insert(article);
    return right;
}

struct Place {
    const char* name;
    const char* folder;    ///< of queries and judgements, below the sets
    const char* articles;  ///< below the sets; nullptr: office-support among the corpora
};

constexpr auto kPlaces = std::to_array<Place>({
    {"techqa", "techqa-sample", "techqa-sample/articles"},
    {"wixqa", "wixqa-sample", "wixqa-sample/articles"},
    {"office", "office-known-item", nullptr},
    {"banking77-k0", "banking77", "banking77/k0/articles"},
    {"banking77-k10", "banking77", "banking77/k10/articles"},
    {"banking77-kall", "banking77", "banking77/kall/articles"},
    {"clinc150-k0", "clinc150", "clinc150/k0/articles"},
    {"clinc150-k10", "clinc150", "clinc150/k10/articles"},
    {"clinc150-kall", "clinc150", "clinc150/kall/articles"},
});

}  // namespace

std::vector<JudgedQuery> read_queries(const fs::path& queries, const fs::path& qrels) {
    auto right = read_judgements(qrels);
    std::vector<JudgedQuery> all;
    auto in = opened(queries);
    for (std::string line; std::getline(in, line);) {
        std::istringstream fields(line);
        JudgedQuery query;
        std::getline(fields, query.id, '\t');
        std::getline(fields, query.text, '\t');
        std::getline(fields, query.kind, '\t');
        if (query.text.empty())
            continue;
        query.right = right[query.id];
        all.push_back(std::move(query));
    }
    return all;
}

std::vector<JudgedSet> judged_sets(const fs::path& eval, const fs::path& corpora) {
    std::vector<JudgedSet> sets;
    for (const auto& place : kPlaces) {
        const fs::path articles =
            place.articles != nullptr ? eval / place.articles : corpora / "office-support";
        if (!fs::is_directory(articles) || !fs::exists(eval / place.folder / "queries.tsv")) {
            fmt::print(stderr, "skipped: {} is not there\n", place.name);
            continue;
        }
        sets.push_back(
            {place.name, articles,
             read_queries(eval / place.folder / "queries.tsv", eval / place.folder / "qrels.txt")});
    }
    return sets;
}

}  // namespace firstline
