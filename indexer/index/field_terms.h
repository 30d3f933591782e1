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

/// The products readers browse and filter an article by: those it names or, where it names none,
/// what it applies to. Microsoft's articles, and many others, only say the latter.
const std::vector<std::string>& product_facet(const ArticleRecord& record);

/// The terms by which an article is addressed (path, names), and those that filter: facets, files.
/// Archived articles get the former only.
TermCounts name_terms(const StoredArticle& article);

}  // namespace firstline
