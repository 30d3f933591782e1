#include "indexer/index/file_stamp.h"

#include <sys/stat.h>

#include "indexer/format/packing.h"

namespace firstline {

namespace {

/// File systems stamp files by a clock that ticks every 1 to 10 ms; some network ones more rarely.
constexpr std::chrono::nanoseconds kNotYetTrusted = std::chrono::milliseconds(100);

constexpr std::string_view kDefaultsFile = "_defaults.yml";
constexpr std::string_view kUntrusted = "?";

std::int64_t nanoseconds(const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

std::optional<FileStamp> stamp_of(const std::filesystem::path& file) {
    struct stat status {};
    if (stat(file.c_str(), &status) != 0)
        return std::nullopt;
    return FileStamp{nanoseconds(status.st_mtim), nanoseconds(status.st_ctim),
                     static_cast<std::uint64_t>(status.st_size)};
}

std::string packed(const FileStamp& stamp) {
    Packer out;
    out.signed_number(stamp.modified_ns);
    out.signed_number(stamp.changed_ns);
    out.number(stamp.size);
    return out.take();
}

RunStamps::RunStamps(std::filesystem::path root, Instant began)
    : root_(std::move(root)),
      trusted_before_ns_((began - kNotYetTrusted).time_since_epoch().count()) {}

std::string RunStamps::trusted(const FileStamp& stamp) const {
    // Only ctime counts: mtime can be set at will, and to the future.
    return stamp.changed_ns < trusted_before_ns_ ? packed(stamp) : std::string();
}

std::string RunStamps::stamp_below_root(const std::string& path) {
    if (const auto known = known_.find(path); known != known_.end())
        return known->second;
    const auto stamp = stamp_of(root_ / path);
    std::string kept = stamp ? trusted(*stamp) : std::string();
    if (stamp && kept.empty())
        kept = kUntrusted;
    return known_.emplace(path, std::move(kept)).first->second;
}

std::string RunStamps::defaults_stamps(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    const std::string folder(path.substr(0, slash == std::string_view::npos ? 0 : slash));
    if (const auto known = defaults_of_folder_.find(folder); known != defaults_of_folder_.end())
        return known->second;
    std::string stamps = folder.empty() ? std::string() : defaults_stamps(folder);
    if (stamps != kUntrusted) {
        const std::string file = (folder.empty() ? "" : folder + "/") + std::string(kDefaultsFile);
        const std::string stamp = stamp_below_root(file);
        if (stamp == kUntrusted) {
            stamps = kUntrusted;
        } else {
            Packer out;
            out.string(stamps);
            out.string(stamp);
            stamps = out.take();
        }
    }
    return defaults_of_folder_.emplace(folder, std::move(stamps)).first->second;
}

std::optional<std::string> RunStamps::packed_depends(const std::string& path,
                                                     const std::vector<std::string>& fragments) {
    const std::lock_guard lock(mutex_);
    Packer out;
    const std::string defaults = defaults_stamps(path);
    if (defaults == kUntrusted)
        return std::nullopt;
    out.string(defaults);
    out.number(fragments.size());
    for (const auto& fragment : fragments) {
        const std::string stamp = stamp_below_root(fragment);
        if (stamp == kUntrusted)
            return std::nullopt;
        out.string(fragment);
        out.string(stamp);
    }
    return out.take();
}

std::optional<std::string> RunStamps::depends(const std::string& path,
                                              const std::vector<std::string>& depends_on) {
    std::vector<std::string> fragments;
    // Those of the folders above, whether they are there or not, are stamped by folder.
    const auto lies_above = [&](const std::string& file) {
        return file.ends_with(kDefaultsFile) &&
               path.starts_with(file.substr(0, file.size() - kDefaultsFile.size()));
    };
    for (const auto& file : depends_on)
        if (!lies_above(file))
            fragments.push_back(file);
    return packed_depends(path, fragments);
}

bool RunStamps::still_depends(const std::string& path, std::string_view kept) {
    return packed_depends(path, fragments_in(kept)) == kept;
}

std::vector<std::string> fragments_in(std::string_view kept) {
    std::vector<std::string> fragments;
    if (kept.empty())
        return fragments;
    Unpacker in(kept);
    in.view();
    fragments.resize(in.count());
    for (auto& fragment : fragments) {
        fragment = in.string();
        in.view();
    }
    return fragments;
}

}  // namespace firstline
