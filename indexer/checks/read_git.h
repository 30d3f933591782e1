#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "indexer/checks/collection.h"

namespace firstline {

struct GitOptions {
    std::optional<std::filesystem::path> cache;  ///< keeps what was read for the next time
    std::function<bool()> should_stop;           ///< asked between commits; may be empty
};

/// What reading it came to.
struct GitReading {
    std::string trouble;      ///< why there is no history, if there should be one
    std::size_t commits = 0;  ///< that were read, beside those in the cache
};

/// Fills in what git knows of the articles, if they lie in a work tree. Throws std::system_error if
/// the cache cannot be written.
GitReading read_git(const GitOptions& options, Collection& collection);

}  // namespace firstline
