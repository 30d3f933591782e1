#include "server/http/board_memory.h"

#include <algorithm>
#include <ctime>

#include "server/http/gap_list.h"
#include "server/http/site.h"
#include "server/insight/gaps.h"
#include "server/insight/staleness.h"

namespace firstline {
namespace {

std::map<std::string, std::vector<Vote>, std::less<>> votes_where_outdated(
    Connection& connection, std::chrono::sys_seconds now) {
    std::map<std::string, std::vector<Vote>, std::less<>> by_article;
    for (Vote& vote : VoteTable(connection).between({}, now + std::chrono::seconds{1}))
        by_article[vote.article].push_back(std::move(vote));
    std::erase_if(by_article, [](const auto& entry) {
        return std::none_of(entry.second.begin(), entry.second.end(),
                            [](const Vote& vote) { return vote.reason == "outdated"; });
    });
    return by_article;
}

}  // namespace

std::chrono::nanoseconds thread_time() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::chrono::seconds{used.tv_sec} + std::chrono::nanoseconds{used.tv_nsec};
}

std::shared_ptr<BoardMemory> new_board_memory() {
    return std::make_shared<BoardMemory>();
}

BoardMemory::Articles BoardMemory::articles(Reading& reading) {
    const std::string version = reading.version();
    const auto is_this = [&](const auto& entry) { return entry.first == version; };
    {
        const std::lock_guard lock(mutex_);
        if (const auto known = std::find_if(articles_.begin(), articles_.end(), is_this);
            known != articles_.end())
            return known->second;
    }
    auto read = std::make_shared<const std::vector<ArticleUpkeep>>(reading.upkeep());
    const std::lock_guard lock(mutex_);
    articles_.remove_if(is_this);
    articles_.emplace_front(version, read);
    if (articles_.size() > kMostVersions)
        articles_.pop_back();
    return read;
}

std::shared_ptr<const ArticlesUsed> BoardMemory::used(Connection& connection,
                                                      std::chrono::sys_seconds now) {
    return used_.get([&] {
        const auto from = now - kUseWindow;
        return std::make_shared<const ArticlesUsed>(
            ArticlesUsed{.views = views_by_article(connection, from),
                         .links = links_by_article(connection, from),
                         .outdated = votes_where_outdated(connection, now),
                         .opened_by_desk = desk_days_by_article(connection),
                         .listening_since = first_event_day(connection)});
    });
}

std::shared_ptr<const ReadersTold> BoardMemory::readers(Connection& connection,
                                                        std::chrono::sys_seconds now) {
    return readers_.get([&] {
        return std::make_shared<const ReadersTold>(connection, now - 2 * kGapWindow - kProblemLife,
                                                   now);
    });
}

std::shared_ptr<const GapList> BoardMemory::gaps(
    const std::string& key, const std::function<std::shared_ptr<const GapList>()>& make) {
    std::shared_ptr<Remembered<GapList>> of_key;
    {
        const std::lock_guard lock(mutex_);
        const auto known = std::find_if(gaps_.begin(), gaps_.end(),
                                        [&](const auto& entry) { return entry.first == key; });
        if (known != gaps_.end()) {
            of_key = known->second;
        } else {
            of_key = std::make_shared<Remembered<GapList>>();
            gaps_.emplace_front(key, of_key);
            if (gaps_.size() > kMostVersions)
                gaps_.pop_back();
        }
    }
    return of_key->get(make);
}

}  // namespace firstline
