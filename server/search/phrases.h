#pragma once

#include <string_view>
#include <vector>

#include <xapian.h>

#include "server/search/open_index.h"

namespace firstline {

/// The articles that have these words in this order, nothing between them but signs and blanks,
/// in one paragraph: case and accents of writing count as in folded_words(), endings do. In order.
/// The index has no positions: pairs of words find what may have the phrase, the stored text says.
/// @param to_verify  how many articles may still be read for that; lessened by those that were.
///                   What is left over then counts as having the phrase.
std::vector<Xapian::docid> articles_with_phrase(std::string_view phrase, OpenIndex& index,
                                                std::size_t& to_verify);

}  // namespace firstline
