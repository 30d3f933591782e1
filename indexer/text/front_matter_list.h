#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace firstline {

/// The file with `entry` at the end of the list that its front matter has under one of `names` (the
/// usual one first; the first that says something counts), and every other byte as it was: below
/// the key or in brackets, on one line or on several, or as one text with commas. What says nothing
/// yet becomes a list, at the end of the front matter if it is not there. Unchanged if the list has
/// the entry, ASCII case aside. Nothing if that cannot be done line by line: as with_fields(), or
/// the value is no such list.
std::optional<std::string> with_list_entry(std::string_view text,
                                           std::span<const std::string> names,
                                           std::string_view entry);

}  // namespace firstline
