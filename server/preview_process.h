#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "server/config.h"
#include "server/proposals/preview.h"

namespace firstline {

/// Bounds of a preview.
struct PreviewLimits {
    std::chrono::milliseconds time{5000};
    std::size_t output = std::size_t{8} << 20U;  ///< in bytes
    unsigned at_once = 2;
    /// How long one waits behind those, and how many may wait: more are told at once that others
    /// are at it.
    std::chrono::milliseconds wait{5000};
    unsigned waiting = 8;
};

/// How the index that readers see was read, which the settings of the folder alone do not tell.
struct IndexedAs {
    bool everything_public = false;
    std::string settings;  ///< KnowledgeBase's reading_fingerprint
};

/// Makes previews with `kb-indexer preview`, each in a process of its own without a shell around
/// it, that is ended if it takes too long. Of a text that is read by other settings than the index
/// was, audience and state are not told, and the log says so. Safe from any thread, as `indexed_as`
/// must be. REQUIRES: config.kb.
MakePreview preview_by(const std::filesystem::path& program, const ServerConfig& config,
                       std::function<IndexedAs()> indexed_as, PreviewLimits limits = {});

/// What a child that is given `input` writes to its output, or why there is none, a sentence.
struct ChildOutput {
    std::string text;
    std::string trouble;
};
ChildOutput output_of(const std::vector<std::string>& command, const std::string& input,
                      const PreviewLimits& limits);

}  // namespace firstline
