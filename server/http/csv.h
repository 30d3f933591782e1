#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// A cell in quotes, as RFC 4180 says; what a spreadsheet would run as a formula, which it does
/// even in quotes, begins with an apostrophe.
std::string csv_cell(std::string_view text);

}  // namespace firstline
