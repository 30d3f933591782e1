// What indexing costs: full and unchanged runs of kb-indexer beside a minimal Xapian program over
// the same text, and how soon a saved article is found. Relevance and the server have programs of
// their own.

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <xapian.h>

#include "indexer/format/generation.h"
#include "tests/bench/figures.h"
#include "tests/bench/plain_texts.h"
#include "tests/bench/processes.h"
#include "tests/bench/watch_latency.h"

namespace firstline {

namespace {

namespace fs = std::filesystem;

struct Options {
    fs::path kb;
    unsigned rounds = 3;
    unsigned saves = 50;
};

/// Where everything lies that is made while measuring: on the disk of the programs, since a
/// temporary folder may be in memory, where fsync costs nothing.
struct Places {
    fs::path programs = fs::read_symlink("/proc/self/exe").parent_path();
    fs::path folder = programs / "bench";
    fs::path index = folder / "index";
    fs::path texts = folder / "texts";
    fs::path database = folder / "plain";
    fs::path copy = folder / "copy";
    fs::path log = folder / "log";
};

struct Measured {
    std::vector<double> full, unchanged, plain;  ///< seconds
    std::vector<double> full_peak, plain_peak;   ///< bytes
    std::uint64_t index_bytes = 0;
    std::uint64_t plain_bytes = 0;
};

double megabytes(double bytes) {
    return bytes / 1e6;
}

std::vector<std::string> indexer(const Places& places, const char* command, const fs::path& kb) {
    std::vector<std::string> arguments{(places.programs / "kb-indexer").string(), command,
                                       kb.string(), "--index", places.index.string()};
    if (!fs::exists(kb / "_kb.yml"))
        arguments.emplace_back("--public");
    return arguments;
}

/// Articles with errors are no failure of the run.
Cost build(const Places& places, const fs::path& kb) {
    return run_program(indexer(places, "build", kb), places.log, {0, 1});
}

/// The programs take turns, so that a busy moment of the machine meets them all.
Measured measure_builds(const Options& options, const Places& places) {
    Measured measured;
    for (unsigned round = 0; round < options.rounds; ++round) {
        fs::remove_all(places.index);
        fs::remove_all(places.database);
        const auto full = build(places, options.kb);
        const auto unchanged = build(places, options.kb);
        if (round == 0)
            write_texts(plain_texts_of(places.index), places.texts);
        const auto plain = run_program({(places.programs / "index_bench").string(), "--plain",
                                        places.texts.string(), places.database.string()},
                                       places.log);
        measured.full.push_back(full.seconds);
        measured.full_peak.push_back(static_cast<double>(full.peak_bytes));
        measured.unchanged.push_back(unchanged.seconds);
        measured.plain.push_back(plain.seconds);
        measured.plain_peak.push_back(static_cast<double>(plain.peak_bytes));
    }
    const auto generation = current_generation(places.index).value_or(0);
    measured.index_bytes = bytes_below(index_files::generation(places.index, generation));
    measured.plain_bytes = bytes_below(places.database);
    return measured;
}

WatchedSaves measure_watch(const Options& options, const Places& places,
                           const std::vector<PlainText>& texts) {
    fs::remove_all(places.copy);
    fs::copy(options.kb, places.copy,
             fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    fs::remove_all(places.index);
    build(places, places.copy);
    std::vector<std::string> paths;
    paths.reserve(texts.size());
    for (const auto& text : texts)
        paths.push_back(text.path);
    const Process watcher(indexer(places, "watch", places.copy), places.log);
    return measure_saves(places.copy, places.index, paths, options.saves);
}

void print_builds(const Measured& measured, double text_bytes) {
    fmt::print("{:<28}{:>12}{:>14}{:>9}\n", "", "Firstline", "plain Xapian", "ratio");
    const auto row = [](const char* what, double ours, double theirs, const char* unit) {
        fmt::print("{:<28}{:>9.2f} {:<2}{:>11.2f} {:<2}{:>9.2f}\n", what, ours, unit, theirs, unit,
                   ours / theirs);
    };
    row("full build, wall", median(measured.full), median(measured.plain), "s");
    row("full build, peak memory", megabytes(median(measured.full_peak)),
        megabytes(median(measured.plain_peak)), "MB");
    row("index size", megabytes(static_cast<double>(measured.index_bytes)),
        megabytes(static_cast<double>(measured.plain_bytes)), "MB");
    row("index size / text size", static_cast<double>(measured.index_bytes) / text_bytes,
        static_cast<double>(measured.plain_bytes) / text_bytes, "");
    fmt::print("{:<28}{:>9.2f} s   {:.1f} % of a full build\n", "unchanged run, wall",
               median(measured.unchanged),
               100 * median(measured.unchanged) / median(measured.full));
}

void print_watch(const WatchedSaves& saves) {
    fmt::print("{:<28}{:>9.0f} ms p50{:>8.0f} ms p95   ({} saves, {} not found)\n",
               "watch, save to found", percentile(saves.milliseconds, .5),
               percentile(saves.milliseconds, .95), saves.milliseconds.size() + saves.lost,
               saves.lost);
}

/// The real corpus if it is there, else the sample articles.
fs::path default_kb() {
    const char* const corpora = std::getenv("KB_CORPUS");
    const fs::path office =
        fs::path(corpora == nullptr ? "../shared/corpora" : corpora) / "office-support";
    if (fs::is_directory(office))
        return office;
    fmt::print("skipped: no corpus ({} is not there); the sample articles are measured\n",
               office.string());
    return "kb-articles";
}

void measure(Options options) {
    if (options.kb.empty())
        options.kb = default_kb();
    options.kb = fs::canonical(options.kb);
    const Places places;
    fs::remove_all(places.folder);
    fs::create_directories(places.folder);

    const auto measured = measure_builds(options, places);
    const auto texts = read_texts(places.texts);
    double text_bytes = 0;
    for (const auto& text : texts)
        text_bytes += static_cast<double>(text.title.size() + text.text.size());
    fmt::print("\n{}: {} articles, {:.1f} MB of text without markup; {} cores; medians of {}\n\n",
               options.kb.filename().string(), texts.size(), megabytes(text_bytes),
               std::thread::hardware_concurrency(), options.rounds);
    print_builds(measured, text_bytes);
    print_watch(measure_watch(options, places, texts));
    fmt::print(
        "\nPlain Xapian: one writer, TermGenerator with stems and positions, no spelling, text as\n"
        "document data; it gets the text ready, without front matter, Markdown or file system.\n");
    fs::remove_all(places.folder);
}

}  // namespace

}  // namespace firstline

int main(int argc, char** argv) {
    using namespace firstline;
    CLI::App app("Measures kb-indexer, which must lie beside this program.");
    Options options;
    std::vector<std::string> plain;
    app.add_option("kb", options.kb, "folder of articles (default: $KB_CORPUS/office-support)");
    app.add_option("--rounds", options.rounds, "full builds")->check(CLI::Range(1, 100));
    app.add_option("--saves", options.saves, "watched saves")->check(CLI::Range(1, 5000));
    app.add_option("--plain", plain, "index a file of texts with Xapian alone: TEXTS DATABASE")
        ->expected(2);
    CLI11_PARSE(app, argc, argv);
    try {
        if (plain.empty())
            measure(options);
        else
            index_plainly(read_texts(plain[0]), plain[1]);
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        fmt::print(stderr, "index_bench: {}\n", error.what());
    } catch (const Xapian::Error& error) {
        fmt::print(stderr, "index_bench: {}\n", error.get_description());
    }
    return EXIT_FAILURE;
}
