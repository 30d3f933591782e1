#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/article_loader.h"

namespace firstline {

using Instant = std::chrono::sys_time<std::chrono::nanoseconds>;

/// What the file system says of a file now, links followed; nothing if there is none.
std::optional<FileStamp> stamp_of(const std::filesystem::path& file);

/// The form in which a document's value holds a stamp. Never empty.
std::string packed(const FileStamp& stamp);

/// The stamps of one run: of articles, and of what they depend on. Looks at each supporting file
/// once. Safe from several threads.
///
/// A file that changed just before it was read may change again without its stamp showing it
/// (clocks of file systems tick in milliseconds), so its stamp is not trusted and kept as "".
class RunStamps {
public:
    /// `began` is before the first file of this run was looked at.
    RunStamps(std::filesystem::path root, Instant began);

    /// What to keep for a file: its packed stamp, or "" if that cannot be trusted.
    std::string trusted(const FileStamp& stamp) const;

    /// What to keep for everything an article at `path` depends on: the `_defaults.yml` of its
    /// folders, existing or not, and `depends_on`. Nothing if a stamp cannot be trusted.
    std::optional<std::string> depends(const std::string& path,
                                       const std::vector<std::string>& depends_on);

    /// Whether what depends() once returned for this path would be returned again.
    bool still_depends(const std::string& path, std::string_view kept);

private:
    std::string stamp_below_root(const std::string& path);
    std::string defaults_stamps(std::string_view path);
    std::optional<std::string> packed_depends(const std::string& path,
                                              const std::vector<std::string>& fragments);

    std::filesystem::path root_;
    std::int64_t trusted_before_ns_;
    std::mutex mutex_;
    std::map<std::string, std::string> known_;  ///< path -> kept stamp
    std::map<std::string, std::string, std::less<>> defaults_of_folder_;
};

/// The fragments named in what RunStamps::depends() returned.
std::vector<std::string> fragments_in(std::string_view kept);

}  // namespace firstline
