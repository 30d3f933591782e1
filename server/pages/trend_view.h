#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "indexer/text/dates.h"
#include "indexer/text/html.h"
#include "server/insight/clustered_share.h"
#include "server/pages/pages.h"

namespace firstline {

/// One count, a value a week; absent where nothing was counted.
struct CountLine {
    std::string name;
    std::string url;  ///< of what it counts; may be empty
    std::vector<std::optional<std::size_t>> weeks;
};

struct TrendsView {
    std::vector<Date> mondays;                   ///< the earliest first
    std::vector<CountLine> findings;             ///< articles, by reason, at the end of each week
    std::vector<CountLine> gaps;                 ///< likewise, by how readers failed
    std::vector<std::optional<Share>> answered;  ///< of problems with a search, begun in the week
    std::optional<Date> first;                   ///< day that was counted; absent: none yet
};

std::string trends_page(const Pages& pages, const Frame& frame, const TrendsView& view);

/// A small chart of one count, without numbers: these stand beside it. Nothing with fewer than two
/// values.
Html count_chart(const CountLine& line);

}  // namespace firstline
