#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "indexer/index/change_plan.h"

namespace firstline {

struct AudienceCount {
    std::string audience;
    bool archived = false;
    std::uint64_t articles = 0;
};

/// By severity.
struct ProblemCounts {
    std::size_t errors = 0;
    std::size_t warnings = 0;
};

/// What a run did and what the index holds after it.
struct IndexSummary {
    ChangeCounts counts;
    std::size_t read = 0;                         ///< files whose text was looked at
    std::size_t rejected = 0;                     ///< files that should be articles and cannot
    std::map<std::string, std::size_t> left_out;  ///< reason -> files
    ProblemCounts problems;  ///< all that are known, also of files not read in this run
    bool full = false;
    std::string why_full;
    std::vector<AudienceCount> audiences;
    bool nothing_public = false;  ///< no article that everybody may read
    std::uint64_t generation = 0;
    double seconds = 0;
};

/// For a person, several lines, ending with a line break.
std::string to_text(const IndexSummary& summary);

/// For a log: what changed, in one line without a line break.
std::string one_line(const IndexSummary& summary);

/// One object, for programs.
std::string to_json(const IndexSummary& summary);

}  // namespace firstline
