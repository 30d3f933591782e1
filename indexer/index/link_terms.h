#pragma once

#include <set>
#include <string>
#include <vector>

#include "indexer/article/file_index.h"
#include "indexer/format/stored_article.h"
#include "indexer/index/indexed_state.h"

namespace firstline {

/// Terms that say which files an article's links lead to (kLinked) or look for in vain (kMissing),
/// without repeats. What is too long for a term is left out: such an article is not read again when
/// that file comes or goes, only when it changes itself.
std::vector<std::string> link_terms(const StoredArticle& article);

/// Articles whose links lead elsewhere than when they were read, since files came or went. By path.
/// Throws Xapian::Error.
std::set<std::string> articles_with_changed_links(const IndexedState& state,
                                                  const FileIndex& files);

}  // namespace firstline
