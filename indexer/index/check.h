#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "indexer/article/article_loader.h"

namespace firstline {

struct CheckOptions {
    std::filesystem::path root;
    std::optional<std::filesystem::path> config_file;
    bool everything_public = false;
    Date today;
};

struct CheckResult {
    std::size_t files = 0;     ///< that were read
    std::size_t articles = 0;  ///< among them
    Problems problems;         ///< sorted by path and line
};

/// Reads a whole knowledge base and reports what is wrong with it. Needs no index and writes
/// nothing. Throws as load_knowledge_base() does.
CheckResult check_folder(const CheckOptions& options);

/// One line for each problem, and a last one with the counts.
std::string to_text(const CheckResult& result);

/// {"articles": n, "errors": n, "warnings": n, "problems": [{path, line, severity, code, message}]}
std::string to_json(const CheckResult& result);

std::size_t count_of(const Problems& problems, Severity severity);

}  // namespace firstline
