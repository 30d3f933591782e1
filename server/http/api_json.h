#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/knowledge_base.h"
#include "indexer/format/stored_article.h"
#include "server/search/match.h"
#include "server/search/search_types.h"

namespace firstline {

// What the API sends, as openapi.json describes it.

std::string to_json(const SearchResults& results, bool explain);
std::string to_json(const Match& match);
std::string to_json(const Suggestions& suggestions);

/// What is offered beside a form. `base_url` stands before the paths of this server; empty for our
/// own pages.
std::string to_json(const std::vector<Hit>& offers, const std::vector<Notice>& incidents,
                    std::string_view base_url);

/// Of `article.record.related` only what the viewer may read is told: `related`.
std::string to_json(const StoredArticle& article, const std::vector<ArticleRecord>& related);

/// `[query, [texts], [descriptions], [urls]]`, the form browsers read.
std::string to_opensearch_json(const Suggestions& suggestions, std::string_view base_url);

}  // namespace firstline
