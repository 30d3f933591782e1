#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// A text as a form shows it: without a byte order mark, lines ended by '\n' alone.
std::string in_a_form(std::string_view text);

/// What came back from a form as its file would have it: with the line ends and the byte order mark
/// of `like`, so that a change is what a person changed and nothing else. Of a file that mixes line
/// ends, those that most lines have.
std::string with_ends_of(std::string_view like, std::string_view text);

}  // namespace firstline
