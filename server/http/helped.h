#pragma once

#include <string>

#include "indexer/format/stored_article.h"
#include "server/store/sqlite.h"

namespace firstline {

/// What readers said of an article as it stands now: `Helped 17 of 20 readers (85 %, 64 to 95)`,
/// `Helped 3 of 4 readers` where a percentage would say more of chance; partly counts half. Empty
/// if nobody said anything. Throws StoreError.
std::string helped_line(Connection& connection, const StoredArticle& article);

}  // namespace firstline
