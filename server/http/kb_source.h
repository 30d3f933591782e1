#pragma once

#include <filesystem>
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

    KbSource(const std::filesystem::path& root, MakePreview make_preview)
        : files_(root), make_preview_(std::move(make_preview)) {}

    /// Nothing for what is no plain file of at most kLargestText bytes of text.
    std::optional<std::string> text(std::string_view path) const;
    bool has(std::string_view path) const { return files_.open(path).has_value(); }
    Preview preview(const PreviewJob& job) const { return make_preview_(job); }

private:
    KbFiles files_;
    MakePreview make_preview_;
};

/// PreviewJob::reader of somebody; empty for who may read everything.
std::string reader_key(const Viewer& viewer);

}  // namespace firstline
