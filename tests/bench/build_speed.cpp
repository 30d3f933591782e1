#include "tests/bench/build_speed.h"

#include <fmt/format.h>

#include "indexer/format/generation.h"
#include "tests/bench/processes.h"

namespace firstline {

namespace {

namespace fs = std::filesystem;

double raw_loop(const BenchPlaces& places) {
    const fs::path database = places.folder / "raw-timed";
    fs::remove_all(database);
    const auto cost = run_program({(places.programs / "index_bench").string(), "--plain",
                                   places.texts.string(), database.string()},
                                  places.log);
    fs::remove_all(database);
    return cost.seconds;
}

/// Bytes of the tables of all databases, document data apart.
struct OnDisk {
    double postings = 0;
    double stored = 0;
    std::string tables;
};

OnDisk on_disk(const fs::path& index, double text) {
    OnDisk disk;
    std::map<std::string, double> tables;
    const auto generation = index_files::generation(index, current_generation(index).value_or(0));
    for (const auto& entry : fs::recursive_directory_iterator(generation)) {
        if (entry.path().extension() != ".glass")
            continue;
        const auto bytes = static_cast<double>(entry.file_size());
        const std::string table = entry.path().stem().string();
        (table == "docdata" ? disk.stored : disk.postings) += bytes;
        tables[table] += bytes;
    }
    for (const auto& [table, bytes] : tables)
        disk.tables += fmt::format("{} {:.2f} ", table, bytes / text);
    return disk;
}

}  // namespace

std::vector<Figure> measure_build(const BenchPlaces& places, unsigned rounds) {
    std::vector<double> full, unchanged, raw;
    for (unsigned round = 0; round < rounds; ++round) {
        fs::remove_all(places.index);
        full.push_back(build_index(places, places.corpus, places.index));
        unchanged.push_back(build_index(places, places.corpus, places.index));
        prepare_texts(places);
        raw.push_back(raw_loop(places));
    }
    double text = 0;
    const auto texts = read_texts(places.texts);
    for (const auto& one : texts)
        text += static_cast<double>(one.title.size() + one.text.size());
    const auto articles = static_cast<double>(texts.size());
    const auto disk = on_disk(places.index, text);
    return {
        {"full build, docs/s / raw one-writer loop", median(raw) / median(full), 1.0, true,
         fmt::format("{:.0f} against {:.0f} docs/s, {:.1f} MB of text", articles / median(full),
                     articles / median(raw), text / 1e6)},
        {"unchanged run / full build", median(unchanged) / median(full), .02, false,
         fmt::format("{:.2f} of {:.2f} s", median(unchanged), median(full))},
        {"postings on disk / text", disk.postings / text, 1.8, false, disk.tables},
        {"stored content / text", disk.stored / text, 1.0, false, {}},
    };
}

}  // namespace firstline
