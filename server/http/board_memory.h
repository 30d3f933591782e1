#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "indexer/format/article_upkeep.h"
#include "server/http/board_readers.h"
#include "server/http/remembered.h"
#include "server/search/library.h"
#include "server/store/article_counts.h"
#include "server/store/votes.h"

namespace firstline {

/// How much each article is used, and where readers say that it is out of date.
struct ArticlesUsed {
    CountByArticle views;
    CountByArticle links;
    std::map<std::string, std::vector<Vote>, std::less<>>
        outdated;  ///< all votes of these articles
    /// The days on which somebody of the desk opened each article.
    std::map<std::string, std::set<Date>, std::less<>> opened_by_desk;
    std::optional<Date> listening_since;  ///< the first event that is kept; absent: none
};

struct GapList;

/// What the pages for writers need of all articles and all readers at once, so that opening one
/// after the other does not read everything each time. Safe from any thread.
class BoardMemory {
public:
    using Articles = std::shared_ptr<const std::vector<ArticleUpkeep>>;

    /// As Reading::upkeep().
    Articles articles(Reading& reading);
    /// In kUseWindow before `now`. Throws StoreError.
    std::shared_ptr<const ArticlesUsed> used(Connection& connection, std::chrono::sys_seconds now);
    /// In twice kGapWindow before `now`, and as long before as a problem lives. Throws StoreError.
    std::shared_ptr<const ReadersTold> readers(Connection& connection,
                                               std::chrono::sys_seconds now);
    /// As `make` makes them of the articles that `key` stands for.
    std::shared_ptr<const GapList> gaps(
        const std::string& key, const std::function<std::shared_ptr<const GapList>()>& make);

private:
    /// Writers of different groups read different articles.
    static constexpr std::size_t kMostVersions = 4;

    std::mutex mutex_;
    std::list<std::pair<std::string, Articles>> articles_;  ///< by Reading::version(); newest first
    Remembered<ArticlesUsed> used_;
    Remembered<ReadersTold> readers_;
    std::list<std::pair<std::string, std::shared_ptr<Remembered<GapList>>>> gaps_;  ///< by key
};

}  // namespace firstline
