#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "indexer/article/directives.h"
#include "indexer/article/file_index.h"
#include "indexer/article/image_size.h"
#include "indexer/article/yaml_value.h"

namespace firstline {

/// A `_defaults.yml`.
struct InheritedFields {
    std::string path;
    std::string text;
    YamlValue fields;
    bool broken = false;  ///< damaged; with an empty `text` nothing of it could be read
};

/// The files around an article, read once and kept. Safe to use from several threads.
class KnowledgeFiles {
public:
    explicit KnowledgeFiles(const std::filesystem::path& root);

    const std::filesystem::path& root() const { return root_; }

    /// The names of all files. Read at the first call.
    FileIndex& index();

    /// Whether what lies at this path lies inside the root once links are followed.
    bool is_inside(const std::string& path) const;

    /// The path, below the root, of what `path` names once links are followed.
    std::string real_path(const std::string& path) const;

    /// nullptr if there is no such file. Its problems are reported by the scan.
    std::shared_ptr<const InheritedFields> defaults_at(const std::string& path);

    /// Nothing for what is no image whose size can be told. `path` as FileIndex has it.
    std::optional<ImageSize> image_size(const std::string& path) const;

    /// See FindFragment.
    std::optional<Fragment> find_fragment(const std::string& from, const std::string& target,
                                          std::string& why);

private:
    std::filesystem::path root_;
    std::once_flag index_read_;
    std::unique_ptr<FileIndex> index_;
    std::mutex defaults_mutex_;
    std::map<std::string, std::shared_ptr<const InheritedFields>> defaults_;
};

}  // namespace firstline
