#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/index/file_stamp.h"
#include "indexer/index/index_writer.h"
#include "indexer/index/indexed_state.h"
#include "indexer/index/intake.h"

namespace firstline {

/// What a run must look into, from stamps alone: nothing is read to make it.
struct ChangePlan {
    std::vector<FoundFile> read;      ///< new, touched, or with something they depend on touched
    std::vector<std::string> remove;  ///< indexed, and no longer there
    std::size_t unchanged = 0;
};

/// What to read although its stamps say nothing new.
struct ReadAnyway {
    bool all = false;             ///< the settings changed, so that every file may read differently
    std::set<std::string> these;  ///< their links lead elsewhere now
};

/// Compares all files that were found with what the index holds.
ChangePlan plan_changes(const IndexedState& state, const std::vector<FoundFile>& found,
                        RunStamps& stamps, const ReadAnyway& read_anyway);

/// What a run did, or is about to do, to articles.
struct ChangeCounts {
    std::size_t added = 0;
    std::size_t replaced = 0;  ///< changed, or moved to another audience
    std::size_t removed = 0;
    std::size_t unchanged = 0;
};

struct ReviewedChanges {
    Changes changes;
    ChangeCounts counts;
};

/// Compares what was read with what is stored: an article that says the same as before only has its
/// stamps refreshed. Files that are articles no longer are removed.
ReviewedChanges review_changes(const IndexedState& state, const ChangePlan& plan, Intake intake);

/// Whether `changes` leave all ids, slugs and old URLs as they are.
bool keeps_names(const IndexedState& state, const Changes& changes);

/// Lengths of the living articles by audience, as they will be after `changes`.
std::map<std::string, LengthSums> sums_after(const IndexedState& state, const Changes& changes);

/// Likewise of the articles of a full build.
std::map<std::string, LengthSums> sums_of(const std::vector<ReadArticle>& articles);

}  // namespace firstline
