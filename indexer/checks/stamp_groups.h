#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/checks/collection.h"

namespace firstline {

/// So many stamped in one go were hardly read.
inline constexpr std::size_t kHardlyRead = 10;

/// Articles in use that were stamped in one go, with more others than anybody reads.
struct StampGroup {
    std::string key;                              ///< a commit's id, or `person|2026-03-12`
    std::string in_words;                         ///< who stamped how many, and when
    std::vector<const CheckedArticle*> articles;  ///< sorted by path; at least one
};

/// By commit, where git knows the one that set the present stamp; by person and day elsewhere.
std::vector<StampGroup> stamp_groups(const Collection& articles);

}  // namespace firstline
