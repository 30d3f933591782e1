#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firstline {

/// The codes in a text: `0x80070005`, `5.7.1`, `MX-3070`, `H:`, `C++`, `64-bit`, `AADSTS50053`,
/// `ERROR_SHARING_VIOLATION`; `H drive` counts as `H:`. Each as written in lower case and, where it
/// has punctuation, squashed (`mx3070`), so that one finds the other. Without repeats, in the
/// order of the text.
std::vector<std::string> codes_in(std::string_view text);

}  // namespace firstline
