#pragma once

#include <string_view>

#include "server/search/open_index.h"
#include "server/search/search_types.h"

namespace firstline {

/// As you type: articles whose title, aliases or headings have words that begin as typed, titles
/// first; then, when few have, whatever full search is sure of. Silent when nothing is good, and
/// for texts shorter than two characters.
Suggestions suggest(std::string_view text, unsigned limit, OpenIndex& index);

}  // namespace firstline
