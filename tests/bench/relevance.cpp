// Runs judged queries through the server's own searcher over an index that the indexer's own code
// built, and writes a TREC run. See the manual's ranking article for what was measured with it.
//
//   relevance ARTICLES_DIR QUERIES_TSV OUT_RUN
//
// QUERIES_TSV: qid TAB text TAB kind.

#include <algorithm>
#include <chrono>
#include <fstream>

#include <fmt/core.h>

#include "indexer/index/index_run.h"
#include "server/search/library.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields;
    for (std::size_t at = 0;;) {
        const std::size_t tab = line.find('\t', at);
        fields.push_back(line.substr(at, tab - at));
        if (tab == std::string::npos)
            return fields;
        at = tab + 1;
    }
}

void build(const std::filesystem::path& articles, const std::filesystem::path& index) {
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

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        fmt::print(stderr, "usage: relevance ARTICLES_DIR QUERIES_TSV OUT_RUN\n");
        return 2;
    }
    const TemporaryFolder index;
    build(argv[1], index.path());
    Library library(index.path());
    std::ifstream queries(argv[2]);
    std::ofstream run(argv[3]);
    std::vector<double> times;
    for (std::string line; std::getline(queries, line);) {
        const auto fields = fields_of(line);
        if (fields.size() < 2)
            continue;
        SearchRequest request;
        request.query = fields[1];
        const auto results =
            library.ask(Viewer{}, [&](Reading& reading) { return reading.search(request); });
        times.push_back(results.took_ms);
        int rank = 0;
        for (const auto& hit : results.hits)
            run << fields[0] << " Q0 " << hit.article.id << ' ' << ++rank << ' ' << hit.score
                << " firstline\n";
    }
    std::sort(times.begin(), times.end());
    if (!times.empty())
        fmt::print("{} queries, p50 {:.2f} ms, p99 {:.2f} ms\n", times.size(),
                   times[times.size() / 2], times[times.size() * 99 / 100]);
    return 0;
}
