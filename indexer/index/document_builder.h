#pragma once

#include <string>
#include <vector>

#include <xapian.h>

#include "indexer/article/article_loader.h"
#include "indexer/format/manifest.h"
#include "indexer/format/stored_article.h"
#include "indexer/index/analysed_article.h"
#include "indexer/text/language.h"

namespace firstline {

/// What the index keeps of an article; `loaded` is what it came with.
StoredArticle stored_form(const Article& article, const LoadedArticle& loaded);

/// Everything the index holds of an article follows from its stored form, so two articles that are
/// stored alike are indexed alike. Archived articles get names and a record, nothing to search.
AnalysedArticle analyse(const StoredArticle& article, Language& language);

/// The words that an article adds to the dictionary of its sub-database: each distinct word of
/// title, summary, aliases, headings and text that has at least 3 letters and no digit, unstemmed,
/// sorted. None for archived articles. To be taken out again whenever the article is replaced.
std::vector<std::string> spelling_words(const ArticleRecord& record,
                                        const std::vector<StoredSection>& sections);

/// What the file system said when an article was read, as RunStamps keeps it.
struct ReadStamps {
    std::string file;     ///< "" if it cannot be trusted
    std::string depends;  ///< "" likewise
};

Xapian::Document make_document(const AnalysedArticle& article, const FieldAverages& averages,
                               const ReadStamps& stamps);

}  // namespace firstline
