#include "server/http/board_day.h"

#include <string>

#include "server/http/board.h"
#include "server/http/board_memory.h"
#include "server/http/gap_list.h"
#include "server/insight/answered.h"
#include "server/store/board_days.h"

namespace firstline {
namespace {

DayCounts count_articles(const std::vector<BoardArticle>& board) {
    DayCounts counts{{board_day::kArticles, board.size()}};
    for (const StaleReasonName& reason : stale_reason_names())
        counts[board_day::kReason + std::string{reason.key}] = 0;
    for (const BoardArticle& article : board)
        for (const StaleReason& reason : article.staleness.reasons)
            // A review that still holds is not against it.
            if (reason.key != "age" || article.staleness.asks_for_work())
                ++counts[board_day::kReason + std::string{reason.key}];
    return counts;
}

void count_gaps(DayCounts& counts, const GapList& gaps) {
    for (std::size_t kind = 0; kind < kGapKinds; ++kind)
        counts[board_day::kGap + std::string{name_of(static_cast<GapKind>(kind))}] = 0;
    for (const ShownGap& gap : gaps.gaps)
        ++counts[board_day::kGap + std::string{name_of(gap.kind)}];
}

}  // namespace

void record_board_day(const Site& site) {
    if (site.listening == nullptr)
        return;
    Request as_writer;
    as_writer.caller.viewer = {Role::writer, {}};
    const auto today = std::chrono::floor<std::chrono::days>(site.now());
    DayCounts counts;
    std::map<Date, Answered> answered;
    const auto lease = site.listening->store();
    const auto readers = site.board->readers(*lease, site.now());
    site.library.ask(as_writer.caller.viewer, [&](Reading& reading) {
        counts = count_articles(board_of(site, reading));
        KnownRecords records(reading);
        answered = answered_by_day(readers->problems, overdue_among(records, today));
        return true;
    });
    count_gaps(counts, gaps_now(site, as_writer, *lease));
    Transaction transaction(*lease);
    BoardDayTable days(*lease);
    days.put(today, counts);
    // A problem goes on for days: what was counted of the last ones is counted again.
    const auto first = std::chrono::floor<std::chrono::days>(site.now() - 2 * kGapWindow);
    const auto known = days.since(first);
    // What retention has removed since is not to be taken from what was counted.
    const auto counted_more = [&](Date day, std::size_t searched) {
        const auto of_day = known.find(day);
        if (of_day == known.end())
            return false;
        const auto before = of_day->second.find(board_day::kSearched);
        return before != of_day->second.end() && before->second > searched;
    };
    for (const auto& [day, found] : answered)
        if (day > first && !counted_more(day, found.searched))
            days.put(day,
                     {{board_day::kSearched, found.searched}, {board_day::kFound, found.answered}});
    transaction.commit();
}

}  // namespace firstline
