#pragma once

#include <chrono>
#include <filesystem>
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
};

/// Makes previews with `kb-indexer preview`, each in a process of its own without a shell around
/// it, that is ended if it takes too long. Safe from any thread. REQUIRES: config.kb.
MakePreview preview_by(const std::filesystem::path& program, const ServerConfig& config,
                       PreviewLimits limits = {});

/// What a child that is given `input` writes to its output, or why there is none, a sentence.
struct ChildOutput {
    std::string text;
    std::string trouble;
};
ChildOutput output_of(const std::vector<std::string>& command, const std::string& input,
                      const PreviewLimits& limits);

}  // namespace firstline
