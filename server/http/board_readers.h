#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/stored_article.h"
#include "server/insight/visitor_problems.h"
#include "server/search/library.h"

namespace firstline {

/// What readers did in a time, and the problems that it makes. Does not move: the problems point
/// into the rest.
struct ReadersTold {
    std::vector<Event> events;
    std::vector<Vote> votes;
    std::vector<Ticket> tickets;
    std::vector<VisitorProblem> problems;

    /// Throws StoreError.
    ReadersTold(Connection& connection, std::chrono::sys_seconds from,
                std::chrono::sys_seconds until);
    ReadersTold(const ReadersTold&) = delete;
    ReadersTold& operator=(const ReadersTold&) = delete;
};

/// The records of articles, each asked for once. Of one Reading, and not longer.
class KnownRecords {
public:
    explicit KnownRecords(Reading& reading) : reading_(reading) {}

    /// nullptr for what its reader may not read. Valid as long as this.
    const ArticleRecord* find(const std::string& id);

private:
    Reading& reading_;
    std::map<std::string, std::vector<ArticleRecord>> known_;
};

/// Whether it has expired or its review is overdue.
bool is_overdue(const ArticleRecord& article, Date today);

/// Of articles by their ids, as pure functions over events ask. `records` must outlive it.
std::function<bool(std::string_view article)> overdue_among(KnownRecords& records, Date today);

}  // namespace firstline
