#include "tests/bench/relevance/indexed_articles.h"

#include <chrono>

#include "indexer/index/index_run.h"

namespace firstline {

void index_articles(const std::filesystem::path& articles, const std::filesystem::path& index) {
    IndexOptions options;
    options.root = articles;
    options.index = index;
    options.everything_public = true;
    options.clock = [] {
        return std::chrono::time_point_cast<std::chrono::nanoseconds>(
            std::chrono::system_clock::now());
    };
    Reporter silent;
    run_index(options, silent);
}

}  // namespace firstline
