#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "indexer/checks/check_table.h"
#include "indexer/checks/read_git.h"

namespace firstline {

struct CheckResult;

struct CheckOptions {
    std::filesystem::path root;
    std::optional<std::filesystem::path> config_file;
    bool everything_public = false;
    Date today;
    std::vector<std::string> only;  ///< codes; empty: all
    GitOptions git;
    /// Called with all that was read and found, before what was read is let go.
    std::function<void(const Collection&, const CheckResult&)> look;
};

struct CheckResult {
    std::size_t files = 0;     ///< that were read
    std::size_t articles = 0;  ///< among them
    Problems problems;         ///< sorted by path, line and code
    /// Those of them that took a look at all articles, sorted likewise.
    Findings findings;
    GitReading git;
    std::size_t known = 0;  ///< of the baseline, not among `problems`
};

/// Reads a whole knowledge base and reports what is wrong with it. Needs no index and writes
/// nothing. Throws as load_knowledge_base() does.
CheckResult check_folder(const CheckOptions& options);

/// Puts what was found by other means, each in its place.
void add_problems(Problems more, CheckResult& result);

std::size_t count_of(const Problems& problems, Severity severity);

}  // namespace firstline
