#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstline {

constexpr bool is_ascii_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_ascii_alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_ascii_alnum(char c) {
    return is_ascii_digit(c) || is_ascii_alpha(c);
}
constexpr bool is_ascii_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// A to Z in lower case, all else as it is: for names in which no other letter may pass for one of
/// these (the Kelvin sign is a k to Unicode).
std::string lower_ascii(std::string_view text);

/// How many characters a UTF-8 text has; of other bytes, those that begin none count with the one
/// before.
std::size_t character_count(std::string_view text);

/// Whether a code point is a letter of a script that does not part words by blanks, or holds
/// several words in one: Chinese, Japanese, Korean.
bool is_run_together(unsigned code);

/// Without ASCII white space at its ends.
std::string_view trimmed(std::string_view text);

/// What stands between commas, each part trimmed, empty ones too; one empty part of an empty text.
std::vector<std::string_view> comma_parts(std::string_view text);

/// The lines of `text` without their ends; `\n` and `\r\n` end a line.
std::vector<std::string_view> split_lines(std::string_view text);

/// Offset of the first byte that is not UTF-8 (overlong forms and surrogates are not), if any.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Least number of insertions, deletions, replacements and swaps of neighbours between two words.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The code point at `text[at]` of valid UTF-8; moves `at` behind it.
char32_t next_code_point(std::string_view text, std::size_t& at);

void append_utf8(std::string& out, char32_t code_point);

}  // namespace firstline
