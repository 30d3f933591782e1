#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/access/viewer.h"
#include "server/http/kb_files.h"
#include "server/proposals/preview.h"

namespace firstline {

/// The articles as their authors wrote them, to propose changes of. Reads them, writes nothing. A
/// path says nothing of who may read it: it must come from an article that was found for its
/// reader.
class KbSource {
public:
    static constexpr std::size_t kLargestText = std::size_t{1} << 20U;  ///< in bytes
    static constexpr std::ptrdiff_t kMostLines = 20'000;

    KbSource(const std::filesystem::path& root, MakePreview make_preview)
        : files_(root), make_preview_(std::move(make_preview)) {}

    /// Nothing for what is no plain file of text of at most kLargestText bytes and kMostLines
    /// lines.
    std::optional<std::string> text(std::string_view path) const;
    bool has(std::string_view path) const { return files_.open(path).has_value(); }
    Preview preview(const PreviewJob& job) const;
    /// Preview::other_settings of the last one.
    bool has_other_settings() const { return has_other_settings_; }
    /// Whether a text that lies at this path is for this viewer. The index may be behind the files:
    /// that somebody may read the article says nothing of a text that it does not know yet. False
    /// also if nobody can say just now.
    bool is_for(const Viewer& viewer, const std::string& path, const std::string& text) const;

private:
    KbFiles files_;
    MakePreview make_preview_;
    mutable std::atomic<bool> has_other_settings_{false};
    mutable std::mutex mutex_;
    mutable std::map<std::string, std::string> audiences_;  ///< keys, by the hash of path and text
};

/// PreviewJob::reader of somebody; empty for who may read everything.
std::string reader_key(const Viewer& viewer);

}  // namespace firstline
