#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "indexer/format/manifest.h"
#include "indexer/index/averages.h"
#include "indexer/index/intake.h"
#include "indexer/index/spill.h"

namespace firstline {

struct DatabasesJob {
    std::filesystem::path folder;  ///< of the generation under construction
    const std::vector<ReadArticle>& articles;
    const Spill& spill;
    const std::map<std::string, LengthSums>& sums;  ///< of these articles
    Reporter& reporter;
    std::function<bool()> should_stop;  ///< may be empty
};

/// Writes one database for each audience (living and archived apart) on all processors. The files
/// may still be in the system's memory only: the caller syncs them. Throws Stopped, Xapian::Error.
std::vector<SubDatabase> write_databases(const DatabasesJob& job);

}  // namespace firstline
