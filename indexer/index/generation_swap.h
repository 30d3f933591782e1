#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "indexer/format/manifest.h"

namespace firstline {

/// The generation that is read now; nothing if there is none, or `current` is damaged.
std::optional<std::uint64_t> generation_in_use(const std::filesystem::path& index);

/// The folder in which a generation is built, INDEX/building-PID-N. Removed again unless
/// publish()ed; if the process dies, by the next full build.
class BuildingFolder {
public:
    explicit BuildingFolder(const std::filesystem::path& index);
    ~BuildingFolder();
    BuildingFolder(const BuildingFolder&) = delete;
    BuildingFolder& operator=(const BuildingFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    /// Makes what lies here the generation that readers open: gives it the next number, puts it on
    /// disk, swaps `current`, and removes all generations but this one and the one before. Returns
    /// the generation's folder. `manifest` gets the number. Until the swap a failure leaves the old
    /// generation as it was.
    /// REQUIRES: the caller holds the WriterLock; no database here is open for writing.
    std::filesystem::path publish(Manifest& manifest);

private:
    std::filesystem::path index_;
    std::filesystem::path path_;
    int descriptor_;
};

}  // namespace firstline
