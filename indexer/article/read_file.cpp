#include "indexer/article/read_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

using OpenedFile = std::unique_ptr<std::FILE, CloseFile>;

/// Shorter than `most` at the end of the file or where it cannot be read.
std::string read_up_to(std::size_t most, std::FILE* file) {
    std::string bytes(most, '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const std::size_t got = std::fread(bytes.data() + size, 1, bytes.size() - size, file);
        if (got == 0)
            break;
        size += got;
    }
    bytes.resize(size);
    return bytes;
}

int line_at(std::string_view text, std::size_t offset) {
    return 1 + static_cast<int>(std::count(
                   text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

}  // namespace

std::optional<std::string> read_bytes(const std::filesystem::path& file, std::size_t limit,
                                      std::string& why) {
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (status.type() != std::filesystem::file_type::regular) {
        why = std::filesystem::exists(status) ? "not a regular file"
              : std::filesystem::is_symlink(std::filesystem::symlink_status(file, error))
                  ? "a link that leads nowhere"
                  : "there is no such file";
        return std::nullopt;
    }
    const OpenedFile handle(std::fopen(file.c_str(), "rb"));
    if (!handle) {
        why = std::generic_category().message(errno);
        return std::nullopt;
    }
    // One byte more than it should have, to see a file that grows while it is read.
    const auto known = std::filesystem::file_size(file, error);
    std::string bytes = read_up_to(
        std::min(limit, error ? limit : static_cast<std::size_t>(known)) + 1, handle.get());
    if (std::ferror(handle.get()) != 0) {
        why = "it cannot be read";
        return std::nullopt;
    }
    if (bytes.size() > limit || (!error && known > limit)) {
        why = fmt::format("it has more than {} bytes", limit);
        return std::nullopt;
    }
    return bytes;
}

std::optional<std::string> read_head(const std::filesystem::path& file, std::size_t most) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error))
        return std::nullopt;
    const OpenedFile handle(std::fopen(file.c_str(), "rb"));
    if (!handle)
        return std::nullopt;
    return read_up_to(most, handle.get());
}

std::optional<std::string> read_text(const std::filesystem::path& file, const std::string& path,
                                     std::size_t limit, Problems& problems) {
    std::string why;
    auto bytes = read_bytes(file, limit, why);
    if (!bytes) {
        problems.push_back(
            {path, 1, Severity::error, "unreadable", "cannot read this file: " + why});
        return std::nullopt;
    }
    return valid_text(std::move(*bytes), path, limit, problems);
}

std::optional<std::string> valid_text(std::string bytes, const std::string& path, std::size_t limit,
                                      Problems& problems) {
    if (bytes.size() > limit) {
        problems.push_back({path, 1, Severity::error, "unreadable",
                            fmt::format("this text has more than {} bytes", limit)});
        return std::nullopt;
    }
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.erase(0, 3);
    if (const auto at = bytes.find('\0'); at != std::string::npos) {
        problems.push_back({path, line_at(bytes, at), Severity::error, "not-text",
                            "a NUL byte stands here: this is no text file"});
        return std::nullopt;
    }
    if (const auto at = find_invalid_utf8(bytes)) {
        problems.push_back({path, line_at(bytes, *at), Severity::error, "not-utf8",
                            "this line is not UTF-8; save the file as UTF-8"});
        return std::nullopt;
    }
    return bytes;
}

}  // namespace firstline
