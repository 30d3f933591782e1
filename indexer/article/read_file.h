#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "indexer/article/problem.h"

namespace firstline {

/// The bytes of a regular file of at most `limit` bytes; nothing if it is larger, no regular file
/// or cannot be read. `why` then says so in words.
std::optional<std::string> read_bytes(const std::filesystem::path& file, std::size_t limit,
                                      std::string& why);

/// The first bytes of a regular file, `most` of them if it has so many; nothing if it is none or
/// cannot be read.
std::optional<std::string> read_head(const std::filesystem::path& file, std::size_t most);

/// As read_bytes(), for text: a UTF-8 byte order mark is left off; invalid UTF-8 and NUL bytes are
/// refused. What is wrong is reported as an error of `path`.
std::optional<std::string> read_text(const std::filesystem::path& file, const std::string& path,
                                     std::size_t limit, Problems& problems);

/// As read_text(), of bytes that came another way.
std::optional<std::string> valid_text(std::string bytes, const std::string& path, std::size_t limit,
                                      Problems& problems);

}  // namespace firstline
