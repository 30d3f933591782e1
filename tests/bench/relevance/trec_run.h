#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/bench/relevance/judged_set.h"

namespace firstline {

/// What one searcher made of a query.
struct Outcome {
    std::vector<std::string> ranked;  ///< ids, best first
    std::vector<double> scores;
    double confidence = 0;
    double milliseconds = 0;
};

using Run = std::map<std::string, Outcome>;  ///< by query

/// Writes a TREC run, and beside it, as `.confidence`, what such a run has no place for.
void write_run(const std::filesystem::path& file, const JudgedSet& set, const Run& run);

/// The rankings of a TREC run; queries of `set` that it lacks have found nothing.
Run read_run(const std::filesystem::path& file, const JudgedSet& set);

}  // namespace firstline
