#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firstline {

/// A field of an article's front matter as it is to be.
struct FieldEdit {
    /// Its names, the usual one first: the first of them that is there is changed in place.
    std::vector<std::string> names;
    std::string value;  ///< one line of text; written so that YAML reads it back as this text
    bool only_if_there = false;  ///< under none of its names: it is not added
};

/// A text as YAML reads it back on one line, whatever it holds, in quotation marks; control
/// characters become blanks.
std::string quoted_yaml(std::string_view text);

/// The file with these fields set in its front matter, and every other byte as it was: comments,
/// quoting, the order of keys, line ends, a byte order mark. What is not there yet is added at the
/// end of the front matter; a file without one gets one, and its body stays the same.
/// Nothing if the front matter cannot be edited line by line: it is never closed, is a map in
/// braces or indented as a whole, or the value of such a field begins with `&` or `*`.
std::optional<std::string> with_fields(std::string_view text, std::span<const FieldEdit> edits);

}  // namespace firstline
