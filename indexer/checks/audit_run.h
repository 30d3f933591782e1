#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "indexer/checks/read_git.h"

namespace firstline {

struct AuditOptions {
    std::filesystem::path root;                        ///< of the knowledge base
    std::filesystem::path index;                       ///< that was built from it
    std::optional<std::filesystem::path> config_file;  ///< instead of the root's `_kb.yml`
    bool everything_public = false;
    Date today{};
};

struct AuditSummary {
    std::size_t articles = 0;  ///< that were looked at
    std::size_t findings = 0;
    GitReading git;
};

/// Looks at all articles and keeps with the index what is found, if that is due: the index changed
/// since, or the settings, or the day, or there is none of this version. Nothing if it is not.
/// REQUIRES: there is an index. Throws as check_folder() and write_audit() do.
std::optional<AuditSummary> audit_if_due(const AuditOptions& options);

}  // namespace firstline
