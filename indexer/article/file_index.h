#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace firstline {

/// The files of a knowledge base by name, so that a link written in the wrong case finds its file.
/// Files and folders whose names begin with `.` are not among them, nor what lies outside the root.
class FileIndex {
public:
    explicit FileIndex(const std::filesystem::path& root);

    /// The path as it is on disk, of a file that `path` names in any case. A name in the right case
    /// goes first. nullptr without one.
    const std::string* find(std::string_view path) const;

    /// Whether there is a file in this folder or below it, in any case. Empty: the root.
    bool has_folder(std::string_view path) const;

    /// Has a file found that will be there.
    void add(const std::string& path);
    /// Has files found no more of which this is true.
    void hide(std::function<bool(const std::string& path)> is_hidden);

private:
    std::unordered_map<std::string, std::string> exact_;
    std::unordered_map<std::string, std::string> lower_;
    std::unordered_set<std::string> folders_;  ///< lower case
    std::function<bool(const std::string&)> is_hidden_;
};

}  // namespace firstline
