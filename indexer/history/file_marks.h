#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/text/dates.h"

namespace firstline {

/// The names under which front matter says what history looks at; of several names of one field
/// the first that is there counts.
struct MarkNames {
    /// What makes up a review's stamp: its date first, then who and of what.
    std::vector<std::vector<std::string>> stamp;
    std::vector<std::string> updated;
};

/// Tells other names from these.
std::uint64_t fingerprint_of(const MarkNames& names);

/// What is compared between versions of a file.
struct FileMarks {
    std::uint64_t body = 0;       ///< the same for texts that differ in blanks and line ends alone
    std::uint64_t stamp = 0;      ///< 0: the file is not stamped
    std::optional<Date> updated;  ///< also absent where it is no date

    friend bool operator==(const FileMarks&, const FileMarks&) = default;
};

FileMarks marks_of(std::string_view text, const MarkNames& names);

/// A hash that stays the same from run to run.
inline constexpr std::uint64_t kHashStart = 14695981039346656037U;
constexpr std::uint64_t hash_on(std::uint64_t hash, char c) {
    return (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
}
constexpr std::uint64_t hash_on(std::uint64_t hash, std::string_view text) {
    for (const char c : text)
        hash = hash_on(hash, c);
    return hash;
}

}  // namespace firstline
