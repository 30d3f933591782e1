#pragma once

#include <string>
#include <string_view>

#include "indexer/format/stored_article.h"

namespace firstline {

/// What those who keep an article up need to know of it, without its text.
struct ArticleUpkeep {
    ArticleRecord record;
    std::string reviewed_hash;
    std::string content_hash;
    Problems problems;
};

/// Reads only these parts of what encode() wrote. Throws CorruptIndex for anything else.
ArticleUpkeep decode_upkeep(std::string_view data);

}  // namespace firstline
