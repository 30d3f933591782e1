#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "indexer/index/averages.h"
#include "indexer/index/indexed_state.h"
#include "indexer/index/intake.h"
#include "indexer/index/spill.h"

namespace firstline {

/// An article whose file was touched and still says the same.
struct Refresh {
    std::string path;
    ReadStamps stamps;
};

/// What turns a generation into what the folder holds now.
struct Changes {
    std::vector<ReadArticle> put;  ///< new, changed or moved to another audience
    std::vector<Refresh> refresh;
    std::vector<std::string> remove;  ///< paths
};

/// Brings a generation up to date in place, and `state` with it; the manifest is left to the
/// caller. First one commit for each database that loses articles, then one for each that gains
/// some, so that an article moving between audiences is for a moment in neither and never in both,
/// and a crash leaves what the next run completes. `sums` are those of the generation with the
/// changes: a sub-database that is new gets its averages from them. `spill` holds what is put; it
/// may be absent when nothing is. Databases whose articles change are marked with `now`. REQUIRES:
/// the caller holds the WriterLock, or the generation is not published yet; `state` is what the
/// generation holds. Throws Xapian::Error.
void apply(const Changes& changes, const Spill* spill,
           const std::map<std::string, LengthSums>& sums, std::chrono::sys_seconds now,
           IndexedState& state);

/// The place of a sub-database in the manifest's list, if there is one.
std::optional<std::size_t> database_of(const Manifest& manifest, const std::string& audience,
                                       bool archived);

}  // namespace firstline
