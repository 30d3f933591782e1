#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "server/pages/page_data.h"

namespace firstline {

/// The mustache templates of a folder, read and parsed once. `{{> parts/top}}` is replaced by the
/// text of `parts/top.html` while reading, because kainjow parses a partial at each use.
class TemplateSet {
public:
    /// Throws std::runtime_error naming the file that is missing, unreadable or broken, or that
    /// would print something unescaped under a name that is not kept for HTML.
    explicit TemplateSet(const std::filesystem::path& folder);

    /// `name` without `.html`, as `article` or `parts/results`. Throws std::runtime_error for a
    /// template that does not exist. Safe from several threads.
    std::string render(const std::string& name, const PageData& data) const;

    /// Throws std::runtime_error unless there is a template of this name.
    void require(const std::string& name) const;

    /// A hash of the names and bytes of all files of the folder.
    const std::string& version() const { return version_; }

private:
    std::filesystem::path folder_;
    std::map<std::string, std::unique_ptr<kainjow::mustache::mustache>> templates_;
    std::string version_;
};

}  // namespace firstline
