#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/bench/plain_texts.h"

namespace firstline {

/// What is measured for one size of corpus, and where it lies: below build/bench, on the disk of
/// the programs, since a temporary folder may be in memory, where fsync costs nothing.
struct BenchPlaces {
    std::filesystem::path programs;  ///< folder of the built programs
    std::filesystem::path folder;    ///< of this corpus; all below is in it
    std::filesystem::path corpus;
    std::filesystem::path corpus_of_four;  ///< the same files, each quarter for another audience
    std::filesystem::path index;
    std::filesystem::path index_of_four;
    std::filesystem::path texts;
    std::filesystem::path raw;
    std::filesystem::path fts;
    std::filesystem::path log;
};

/// The corpus of `articles` articles, made unless a run before made the same one. `prepare_four`
/// links it a second time.
BenchPlaces prepare_corpus(const std::filesystem::path& programs, std::size_t articles,
                           std::uint64_t seed);

/// Brings an index up to date, or makes it; returns how long that took, in seconds.
double build_index(const BenchPlaces& places, const std::filesystem::path& corpus,
                   const std::filesystem::path& index);

/// Takes the texts out of the index, and indexes them for those we are compared with, unless a run
/// before did.
std::vector<PlainText> prepare_texts(const BenchPlaces& places);

}  // namespace firstline
