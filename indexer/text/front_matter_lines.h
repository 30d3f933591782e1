#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace firstline {

// The lines of a file's front matter, for what edits it in place.

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// A line of a text, as offsets.
struct Line {
    std::size_t begin = 0;
    std::size_t end = 0;   ///< without its line end
    std::size_t next = 0;  ///< where the next one begins
};

Line line_at(std::string_view text, std::size_t begin);

/// How the lines of this file end.
std::string_view line_end(std::string_view text);

/// Where the lines between `---` and `---` begin and end.
struct Head {
    std::size_t begin = 0;
    std::size_t end = 0;  ///< where the line begins that closes it
};

struct FoundHead {
    bool present = false;
    std::optional<Head> head;  ///< absent: it is never closed
};

FoundHead find_head(std::string_view text);

/// The file with an empty front matter if it has none. Nothing if its own cannot be edited line by
/// line: it is never closed, is a map in braces, or is indented as a whole.
std::optional<std::string> with_head(std::string_view text);

/// The length of `name:` at the beginning of a line, also where the name is quoted; ASCII case
/// aside, as fields are read. 0 for another line.
std::size_t key_length(std::string_view line, std::string_view name);

/// Where a value ends that begins at the start of `rest`, blanks and a comment behind it left out.
std::size_t value_length(std::string_view rest);

/// Behind the lines below a key that belong to its value: deeper ones, and items of a list.
std::size_t end_of_block(std::string_view text, std::size_t from, std::size_t end);

}  // namespace firstline
