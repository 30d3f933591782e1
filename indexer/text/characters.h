#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace firstline {

/// A to Z in lower case, all else as it is: for names in which no other letter may pass for one of
/// these (the Kelvin sign is a k to Unicode).
std::string lower_ascii(std::string_view text);

/// How many characters a UTF-8 text has; of other bytes, those that begin none count with the one
/// before.
std::size_t character_count(std::string_view text);

/// Whether a code point is a letter of a script that does not part words by blanks, or holds
/// several words in one: Chinese, Japanese, Korean.
bool is_run_together(unsigned code);

}  // namespace firstline
