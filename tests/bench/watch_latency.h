#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace firstline {

struct WatchedSaves {
    std::vector<double> milliseconds;  ///< from just before a save until a reader finds its word
    unsigned lost = 0;                 ///< saves that no reader found within 10 seconds
};

/// Saves articles one after the other, each with a word that stands nowhere else, half of them in
/// place and half by rename as editors do, and looks for that word in the index that a running
/// `kb-indexer watch` keeps. Changes the articles. `paths` are below `kb`.
WatchedSaves measure_saves(const std::filesystem::path& kb, const std::filesystem::path& index,
                           const std::vector<std::string>& paths, unsigned saves);

}  // namespace firstline
