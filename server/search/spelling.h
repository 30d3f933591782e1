#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/open_index.h"

namespace firstline {

/// `text` with each of `unknown_words` replaced by the best word that this viewer's articles have,
/// the rest untouched; nothing if none of them has a good one.
std::optional<std::string> corrected(std::string_view text,
                                     const std::vector<std::string>& unknown_words,
                                     OpenIndex& index);

}  // namespace firstline
