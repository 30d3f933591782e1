#pragma once

#include <filesystem>
#include <vector>

#include "indexer/format/manifest.h"
#include "server/store/store.h"

namespace firstline {

/// Brings the databases below `folder` to hold `pairs`, each with the articles' database of
/// `generation` that has its article now; pairs of no living article are in none. What is there
/// already stays as it is. True if a database was made or thrown away (a damaged one is made anew).
/// Throws Xapian::Error, std::filesystem::filesystem_error.
/// REQUIRES: nobody else writes below `folder`.
bool write_questions(const std::vector<LearnedPair>& pairs, const std::filesystem::path& generation,
                     const Manifest& manifest, const std::filesystem::path& folder);

}  // namespace firstline
