#pragma once

#include <string_view>
#include <vector>

#include "indexer/format/article_upkeep.h"
#include "server/search/open_index.h"
#include "server/search/search_types.h"

namespace firstline {

/// The latest changed or reviewed articles first; those without a date and unlisted ones left out.
std::vector<ArticleRecord> newest_articles(const OpenIndex& index, unsigned limit);

/// Products, or tags where nothing declares a product, with the most articles first.
std::vector<Topic> topics_of(const OpenIndex& index, unsigned limit);

/// All articles that are not unlisted, by slug.
std::vector<ArticleRecord> listed_articles(const OpenIndex& index);

/// All articles with what their keepers need to know, by path.
std::vector<ArticleUpkeep> upkeep_of_articles(const OpenIndex& index);

/// The declared `related` ones this viewer may read, then those alike in their telling words.
std::vector<ArticleRecord> related_articles(const StoredArticle& article, OpenIndex& index,
                                            unsigned limit);

/// Whether an article of this viewer shows the file of this path.
bool shows_file(const OpenIndex& index, std::string_view path);

}  // namespace firstline
