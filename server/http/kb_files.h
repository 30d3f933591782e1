#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace firstline {

/// Opens images and attachments below the knowledge base's folder, and nothing else.
class KbFiles {
public:
    static constexpr std::uint64_t kLargest = 64ULL << 20;

    struct Opened {
        std::shared_ptr<const int> descriptor;
        std::uint64_t size = 0;
        std::string stamp;  ///< changes with the content: inode, size, modification time
    };

    explicit KbFiles(std::filesystem::path root) : root_(std::move(root)) {}

    /// Whether a path could name a file to serve: relative, no `.` or `..`, nothing that begins
    /// with `.` or `_`, no backslash, no control character.
    static bool is_servable(std::string_view path);

    /// Nothing for a path that is not servable, that leads through a symbolic link, or that is no
    /// regular file of at most kLargest bytes.
    std::optional<Opened> open(std::string_view path) const;

private:
    std::filesystem::path root_;
};

}  // namespace firstline
