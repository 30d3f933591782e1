#pragma once

#include <optional>
#include <vector>

#include "indexer/index/index_run.h"
#include "indexer/index/intake.h"
#include "indexer/index/spill.h"
#include "indexer/index/writer_lock.h"

namespace firstline {

/// What one update() gathers on its way.
struct Indexer::Run {
    explicit Run(const IndexOptions& options) : began(options.clock()) {
        stamps.emplace(options.root, began);
    }

    WriterLock::Claim claim(const IndexOptions& options) const {
        return {options.holder, std::chrono::floor<std::chrono::seconds>(options.clock()),
                options.patience};
    }

    Instant began;
    std::optional<RunStamps> stamps;
    std::optional<Spill> spill;                ///< made when something is read
    std::map<std::string, Problems> problems;  ///< of the files that were read
    IndexSummary summary;
};

/// What a full build does to articles, seen from outside: against what was there before, if known.
ChangeCounts counts_against(const std::optional<IndexedState>& before,
                            const std::vector<ReadArticle>& now);

}  // namespace firstline
