#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "server/store/flags.h"
#include "server/store/sqlite.h"

namespace firstline {

/// By id of the article.
using CountByArticle = std::map<std::string, std::size_t, std::less<>>;

// How much articles are used, all of them at once. Throw StoreError.

/// Views by readers since `from`, without the desk's own; of one visitor once a day.
CountByArticle views_by_article(Connection& connection, std::chrono::sys_seconds from);
/// Tickets that an agent linked the article to since `from`, without links judged wrong.
CountByArticle links_by_article(Connection& connection, std::chrono::sys_seconds from);
/// Flags that are open.
CountByArticle open_flags_by_article(Connection& connection);
/// Proposals that are open; of new articles none.
std::map<std::string, std::int64_t, std::less<>> open_proposals_by_article(Connection& connection);
/// What agents said by using articles: those of an article in the order of time.
std::map<std::string, std::vector<ArticleUse>, std::less<>> uses_by_article(Connection& connection);

}  // namespace firstline
