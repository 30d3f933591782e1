#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/format/stored_article.h"
#include "indexer/index/analysed_article.h"
#include "indexer/text/language.h"

namespace firstline {

/// term -> occurrences, or wdf
using TermCounts = std::unordered_map<std::string, std::uint32_t>;

std::vector<TermCount> sorted(TermCounts terms);

/// The terms by which an article's text is found.
struct FieldTerms {
    FieldLengths lengths;
    TermCounts body;
    TermCounts title;
    TermCounts pairs;
    TermCounts grams;
    TermCounts others;  ///< codes, exact titles, beginnings; with their wdf
};
FieldTerms field_terms(const StoredArticle& article, Language& language);

/// The terms by which an article is addressed (path, names), and those that filter: facets, files.
/// Archived articles get the former only.
TermCounts name_terms(const StoredArticle& article);

}  // namespace firstline
