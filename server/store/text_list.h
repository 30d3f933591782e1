#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firstline {

/// How a list stands in one column: joined by commas, which no entry may hold. Empty for none.
std::string to_column(std::span<const std::string> list);
std::vector<std::string> list_from_column(std::string_view column);

/// The same with a line for each entry, of which none may hold a line break.
std::string to_lines(std::span<const std::string> list);
std::vector<std::string> list_from_lines(std::string_view column);

}  // namespace firstline
