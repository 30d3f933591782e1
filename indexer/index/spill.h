#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>

namespace firstline {

/// A nameless temporary file for what a run has read and not yet written: articles would need
/// gigabytes of memory in a large knowledge base. Safe from several threads.
class Spill {
public:
    struct Place {
        std::uint64_t offset = 0;
        std::uint64_t size = 0;
    };

    /// Throws std::system_error if no file can be made in `folder`.
    explicit Spill(const std::filesystem::path& folder);
    ~Spill();
    Spill(const Spill&) = delete;
    Spill& operator=(const Spill&) = delete;

    Place append(const std::string& bytes);
    std::string read(Place place) const;

private:
    int descriptor_;
    std::atomic<std::uint64_t> end_{0};
};

}  // namespace firstline
