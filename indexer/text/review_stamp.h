#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/text/dates.h"

namespace firstline {

/// That a person has read a text, and stands by it.
struct ReviewStamp {
    Date on;
    std::string by;
    std::string hash;  ///< content_hash() of the body that was read
};

/// The file with this stamp in its front matter, under the names that the fields have there, and
/// every other byte as it was; nothing if it cannot be edited line by line (with_fields()).
/// `spellings` are further names of fields in this knowledge base (KnowledgeBase).
std::optional<std::string> with_stamp(
    std::string_view text, const ReviewStamp& stamp,
    const std::map<std::string, std::vector<std::string>>& spellings);

}  // namespace firstline
