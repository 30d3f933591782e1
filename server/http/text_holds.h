#pragma once

#include <functional>
#include <string_view>

#include "server/search/library.h"
#include "server/store/votes.h"

namespace firstline {

/// Tells whether what was said of the text with a hash holds for the article as it stands now:
/// whether there was no material change between them. Not if that text is not kept. Reads `votes`
/// and `article` as long as it is used, and throws StoreError.
std::function<bool(std::string_view text_hash)> holds_for(VoteTable& votes,
                                                          const StoredArticle& article);

}  // namespace firstline
