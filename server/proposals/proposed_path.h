#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// Why a new article must not lie at this path below the knowledge base, a sentence; empty if it
/// may: a relative path of plain names, ending in `.md`, that leads nowhere else and into nothing
/// hidden. Whether there is such a file already is not looked at.
std::string trouble_with_path(std::string_view path);

/// `printers/` of `printers/jam.md`; empty for a file at the top.
std::string folder_of_path(std::string_view path);

}  // namespace firstline
