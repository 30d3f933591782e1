#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firstline {

/// A request target, taken apart: `/search?q=a%20b&tag=x` is the path `/search` with the parameters
/// q = `a b` and tag = `x`.
struct Target {
    std::string path;  ///< decoded, valid UTF-8, begins with `/`, free of control characters
    std::vector<std::pair<std::string, std::string>> parameters;  ///< decoded, in their order

    /// The first value of a parameter, or nothing if it is not given.
    const std::string* parameter(std::string_view name) const;
    /// Every value of a repeated parameter that is not empty.
    std::vector<std::string> all(std::string_view name) const;
};

/// Nothing for a target that leads nowhere here: no leading slash, or a control character in the
/// path. A percent sign without two hex digits stands for itself, bytes that are not UTF-8 become
/// U+FFFD; only the first `=` of a parameter parts its name from its value.
std::optional<Target> parse_target(std::string_view raw);

/// Percent-encodes all but unreserved characters and `/`, so that any path can stand in a URL.
std::string encode_path(std::string_view path);

/// Percent-encodes what may not stand in a URL at all, and leaves its structure alone.
std::string encode_url(std::string_view url);

/// `text` with every byte sequence that is not UTF-8 replaced by U+FFFD.
std::string valid_utf8(std::string_view text);

/// The words of a path, for a search: parted at `/`, `-`, `_`, `.` and blanks, without the
/// extension of a file. At most 200 bytes.
std::string words_of_path(std::string_view path);

std::string_view without_outer_slashes(std::string_view path);

}  // namespace firstline
