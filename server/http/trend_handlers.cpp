#include <algorithm>
#include <string>

#include "server/http/board_day.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/insight/gaps.h"
#include "server/insight/staleness.h"
#include "server/insight/weeks.h"
#include "server/pages/gap_view.h"
#include "server/pages/trend_view.h"
#include "server/store/board_days.h"

namespace firstline {
namespace {

constexpr std::chrono::weeks kShown{26};

std::size_t amount(const DayCounts& counts, const std::string& name) {
    const auto found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
}

class Weekly {
public:
    Weekly(const std::map<Date, DayCounts>& days, Date from, Date until) : days_(days) {
        for (Date monday = from; monday <= until; monday += std::chrono::weeks{1})
            mondays.push_back(monday);
    }

    /// Of the last day of each week on which it was counted.
    CountLine last_of(const std::string& name) const {
        CountLine line;
        for (const Date monday : mondays) {
            std::optional<std::size_t> last;
            for (auto day = days_.lower_bound(monday);
                 day != days_.end() && day->first < monday + std::chrono::weeks{1}; ++day)
                if (const auto found = day->second.find(name); found != day->second.end())
                    last = found->second;
            line.weeks.push_back(last);
        }
        return line;
    }

    std::vector<std::optional<Share>> found() const {
        std::vector<std::optional<Share>> weeks;
        for (const Date monday : mondays) {
            std::size_t searched = 0;
            std::size_t found = 0;
            for (auto day = days_.lower_bound(monday);
                 day != days_.end() && day->first < monday + std::chrono::weeks{1}; ++day) {
                searched += amount(day->second, board_day::kSearched);
                found += amount(day->second, board_day::kFound);
            }
            weeks.push_back(searched == 0
                                ? std::nullopt
                                : std::optional{plain_share(static_cast<double>(found), searched)});
        }
        return weeks;
    }

    std::vector<Date> mondays;

private:
    const std::map<Date, DayCounts>& days_;
};

bool counted(const CountLine& line) {
    return std::any_of(line.weeks.begin(), line.weeks.end(),
                       [](const auto& week) { return week && *week > 0; });
}

TrendsView view_of(const std::map<Date, DayCounts>& days, Date now) {
    TrendsView view;
    if (days.empty())
        return view;
    const Date from = std::max(monday_of(days.begin()->first), monday_of(now) - kShown);
    const Weekly weekly(days, from, monday_of(now));
    view.mondays = weekly.mondays;
    for (const StaleReasonName& reason : stale_reason_names()) {
        CountLine line = weekly.last_of(board_day::kReason + std::string{reason.key});
        line.name = reason.word;
        line.url = "/writer?view=all&reason=" + std::string{reason.key};
        if (counted(line))
            view.findings.push_back(std::move(line));
    }
    for (std::size_t kind = 0; kind < kGapKinds; ++kind) {
        const auto gap = static_cast<GapKind>(kind);
        CountLine line = weekly.last_of(board_day::kGap + std::string{name_of(gap)});
        line.name = gap_kind_label(gap);
        if (counted(line))
            view.gaps.push_back(std::move(line));
    }
    view.answered = weekly.found();
    for (const auto& [day, counts] : days)
        if (counts.contains(board_day::kArticles) && !view.first)
            view.first = day;
    return view;
}

}  // namespace

Reply show_trends(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (site.listening == nullptr)
        throw BadRequest("This server keeps nothing, so it counts nothing.");
    const Date today = std::chrono::floor<std::chrono::days>(site.now());
    const auto lease = site.listening->store();
    const auto view =
        view_of(BoardDayTable(*lease).since(today - kShown - std::chrono::weeks{1}), today);
    return private_page(site, request, 200, [&](const Frame& frame, Reading& /*reading*/) {
        return trends_page(site.pages, frame, view);
    });
}

}  // namespace firstline
