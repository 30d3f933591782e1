#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/checks/collection.h"

namespace firstline {

/// One line of one file as it should read, without what ends it.
struct LineFix {
    int line = 1;
    std::string text;
};

struct FileFix {
    std::string path;    ///< below the knowledge base
    std::string before;  ///< the whole file
    std::string after;
};

/// What of `problems` can be mended without thinking: links that moved or differ in capitals, and
/// keys close to a known one that the file does not have yet. Files are read again.
std::vector<FileFix> fixes_of(const std::filesystem::path& root, const Collection& articles,
                              const Problems& problems);

/// A patch for `patch -p1` and `git apply`, run in the folder of the knowledge base.
/// REQUIRES: `before` and `after` of each have the same number of lines.
std::string patch_of(const std::vector<FileFix>& fixes);

/// Puts the new texts in place of the old, each file in one step.
/// Throws std::runtime_error for a file that cannot be written or has changed since it was read.
void write_fixes(const std::filesystem::path& root, const std::vector<FileFix>& fixes);

}  // namespace firstline
