// How fast Firstline builds and answers, beside raw Xapian and SQLite FTS5 over the same text in
// the same run. The manual's article on speed says what is measured and how it went.

#include <cstdlib>
#include <exception>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <xapian.h>

#include "tests/bench/build_speed.h"
#include "tests/bench/match_speed.h"
#include "tests/bench/search_speed.h"

namespace {

using namespace firstline;

struct Options {
    std::vector<std::size_t> sizes{2400, 10000};
    unsigned build_rounds = 5;
    bool only_search = false;
    bool only_match = false;
    SearchRounds search;
};

/// A build of more articles than this takes minutes: once is enough to be above the noise.
constexpr std::size_t kBuiltOnce = 50'000;

void measure(const Options& options, std::size_t articles) {
    const auto programs = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    const auto places = prepare_corpus(programs, articles, options.search.seed);
    std::vector<Figure> figures;
    if (!options.only_search && !options.only_match)
        figures = measure_build(places, articles > kBuiltOnce ? 1 : options.build_rounds);
    build_index(places, places.corpus, places.index);
    build_index(places, places.corpus_of_four, places.index_of_four);
    const auto texts = prepare_texts(places);
    fmt::print("\n=== {} articles, seed {}, medians of {} rounds\n", articles, options.search.seed,
               options.search.rounds);
    if (!options.only_match)
        for (auto& figure : measure_search(places, texts, options.search))
            figures.push_back(std::move(figure));
    for (auto& figure : measure_match(places, texts, options.search.rounds))
        figures.push_back(std::move(figure));
    fmt::print("\n{:<52}{:>8}  target\n", fmt::format("{} articles", articles), "");
    print(figures);
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Measures kb-indexer and kb-server, which must lie beside this program.");
    Options options;
    app.add_option("--sizes", options.sizes, "numbers of articles, parted by commas")
        ->delimiter(',')
        ->check(CLI::Range(100, 1'000'000))
        ->envname("BENCH_SIZES");
    app.add_option("--rounds", options.search.rounds, "rounds of searches")
        ->check(CLI::Range(1, 100));
    app.add_option("--build-rounds", options.build_rounds, "full builds of smaller corpora")
        ->check(CLI::Range(1, 100));
    app.add_option("--seed", options.search.seed, "another corpus and other searches");
    app.add_flag("--only-search", options.only_search, "build only what is missing");
    app.add_flag("--only-match", options.only_match, "only what agents paste");
    CLI11_PARSE(app, argc, argv);
    try {
        for (const std::size_t articles : options.sizes)
            measure(options, articles);
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        fmt::print(stderr, "speed_bench: {}\n", error.what());
    } catch (const Xapian::Error& error) {
        fmt::print(stderr, "speed_bench: {}\n", error.get_description());
    }
    return EXIT_FAILURE;
}
