#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/text/dates.h"
#include "server/store/flags.h"
#include "server/store/sqlite.h"

namespace firstline {

/// By id of the article.
using CountByArticle = std::map<std::string, std::size_t, std::less<>>;

/// 0 for one that was not counted.
std::size_t count_of(const CountByArticle& counts, std::string_view id);

// How much articles are used, all of them at once. Throw StoreError.

/// Views by readers since `from`, without the desk's own; of one visitor once a day.
CountByArticle views_by_article(Connection& connection, std::chrono::sys_seconds from);
/// Tickets that an agent linked the article to since `from`, without links judged wrong.
CountByArticle links_by_article(Connection& connection, std::chrono::sys_seconds from);
/// Flags that are open.
CountByArticle open_flags_by_article(Connection& connection);
/// How often somebody of the desk said or showed what is wrong since `from`: flags, and proposals
/// of another text.
CountByArticle corrections_by_article(Connection& connection, std::chrono::sys_seconds from);
/// Proposals that are open; of new articles none.
std::map<std::string, std::int64_t, std::less<>> open_proposals_by_article(Connection& connection);
/// What agents said by using articles: those of an article in the order of time.
std::map<std::string, std::vector<ArticleUse>, std::less<>> uses_by_article(Connection& connection);
/// The days (in UTC) on which somebody of the desk opened an article, as far as events are kept.
std::map<std::string, std::set<Date>, std::less<>> desk_days_by_article(Connection& connection);
/// The day of the first event that is kept.
std::optional<Date> first_event_day(Connection& connection);

}  // namespace firstline
