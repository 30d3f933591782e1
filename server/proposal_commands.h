#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "server/command_run.h"

namespace firstline {

/// The commands of kb-server about changes that people propose. Each returns an exit code: 0 done;
/// 1 refused or done in part, for the reason on `err`. They throw ConfigError, StoreError and
/// GitError.

/// The newest first of each state: open, accepted, applied, rejected, withdrawn.
int list_proposals(const CommandRun& run, bool as_json);
/// All of one, with what it changes in the text that it was made from.
int show_proposal(const CommandRun& run, std::int64_t id);

/// Writes what was accepted and is not yet in the knowledge base as patches that `git am` takes,
/// one a file, in the order of acceptance, each upon those before it.
int export_proposals(const CommandRun& run, const std::filesystem::path& folder);

/// Commits it to a branch of the git repository that the knowledge base lies in, one commit each.
/// What meets a conflict stays accepted and is told.
int apply_proposals(const CommandRun& run, const std::string& branch);

/// Of ServerConfig::kb. Throws ConfigError without one.
std::filesystem::path proposals_kb(const ServerConfig& config);

}  // namespace firstline
