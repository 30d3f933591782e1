#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/format/stored_article.h"
#include "indexer/text/html.h"
#include "indexer/text/language.h"

namespace firstline {

/// The part of an article that answers a query.
struct Answer {
    std::optional<std::size_t> section;  ///< index into the sections; absent: none has a word of it
    Html snippet;                        ///< escaped, matched words in `<mark>`
};

/// Chooses the section that holds most of `stems` (stem -> what it is worth) and cuts a snippet of
/// about kSnippetLength from it: whole sentences where possible, never cut inside a word.
/// Without any match the snippet is `summary`, or the beginning of the text.
Answer answer_in(const std::vector<StoredSection>& sections, const std::string& summary,
                 const std::unordered_map<std::string, double>& stems, Language& language);

}  // namespace firstline
