#include "tests/bench/bench_places.h"

#include <cstdlib>
#include <fstream>

#include <fmt/format.h>

#include "tests/bench/corpus_maker.h"
#include "tests/bench/processes.h"
#include "tests/bench/real_texts.h"
#include "tests/bench/sqlite_fts.h"

namespace firstline {

namespace {

namespace fs = std::filesystem;

/// Counts up when the generator makes other files of the same seed.
constexpr int kGenerator = 1;

/// Written last: a folder without it was left by a run that was stopped.
fs::path mark_of(const fs::path& made) {
    return made.string() + ".complete";
}

template <class Make>
void make_once(const fs::path& what, const Make& make) {
    if (fs::exists(mark_of(what)))
        return;
    fs::remove_all(what);
    make();
    std::ofstream(mark_of(what)) << "\n";
}

fs::path real_corpus() {
    const char* const corpora = std::getenv("KB_CORPUS");
    const fs::path office =
        fs::path(corpora == nullptr ? "../shared/corpora" : corpora) / "office-support";
    if (fs::is_directory(office))
        return office;
    fmt::print(
        "no corpus ({} is not there): made from the few sample articles instead, whose\n"
        "paragraphs come again more often than in any real knowledge base\n",
        office.string());
    return "kb-articles";
}

void make(const BenchPlaces& places, std::size_t articles, std::uint64_t seed) {
    const auto texts = read_real_texts(real_corpus());
    fs::create_directories(places.corpus);
    const auto made = make_corpus(texts, articles, seed, places.corpus);
    const auto grown = texts.growth.words(static_cast<double>(made.tokens));
    fmt::print(
        "corpus of {}: from {} real articles, {} blocks, {} tokens, {} distinct words; Heaps' law\n"
        "V = {:.2f} n^{:.3f} fitted to these gives {:.0f} words for the {} tokens made; made {}\n",
        made.articles, texts.articles.size(), texts.blocks.size(), texts.tokens, texts.vocabulary,
        texts.growth.scale, texts.growth.power, grown, made.tokens, made.vocabulary);
}

void link_as_four(const BenchPlaces& places) {
    fs::copy(places.corpus, places.corpus_of_four,
             fs::copy_options::recursive | fs::copy_options::create_hard_links);
    int part = 0;
    for (const char* audience : {"public", "employees", "agents", "writers"})
        std::ofstream(places.corpus_of_four / fmt::format("part-{}", part++) / "_defaults.yml")
            << "audience: " << audience << "\n";
}

}  // namespace

BenchPlaces prepare_corpus(const fs::path& programs, std::size_t articles, std::uint64_t seed) {
    const fs::path folder =
        programs.parent_path() / "bench" / fmt::format("{}-seed{}-v{}", articles, seed, kGenerator);
    BenchPlaces places{.programs = programs,
                       .folder = folder,
                       .corpus = folder / "corpus",
                       .corpus_of_four = folder / "corpus-of-four",
                       .index = folder / "index",
                       .index_of_four = folder / "index-of-four",
                       .texts = folder / "texts",
                       .raw = folder / "raw",
                       .fts = folder / "fts.sqlite",
                       .log = folder / "log"};
    fs::create_directories(folder);
    make_once(places.corpus, [&] { make(places, articles, seed); });
    make_once(places.corpus_of_four, [&] { link_as_four(places); });
    return places;
}

double build_index(const BenchPlaces& places, const fs::path& corpus, const fs::path& index) {
    return run_program({(places.programs / "kb-indexer").string(), "build", corpus.string(),
                        "--index", index.string(), "--public", "--quiet"},
                       places.log, {0, 1})
        .seconds;
}

std::vector<PlainText> prepare_texts(const BenchPlaces& places) {
    make_once(places.texts, [&] { write_texts(plain_texts_of(places.index), places.texts); });
    auto texts = read_texts(places.texts);
    make_once(places.raw, [&] { index_plainly(texts, places.raw); });
    make_once(places.fts, [&] { SqliteFts::index(texts, places.fts); });
    return texts;
}

}  // namespace firstline
