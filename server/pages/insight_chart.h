#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "indexer/text/html.h"
#include "server/insight/deflection.h"

namespace firstline {

/// In which order the four outcomes stand in the bar: what may have been solved stands together.
inline constexpr auto kBarOrder =
    std::to_array({Outcome::confirmed, Outcome::unknown, Outcome::no_or_partly, Outcome::failed});

/// The four outcomes as one bar, with the range of what may be true drawn below it. Nothing for no
/// problems. Everything is placed in percent, so that it fits any width; told apart by pattern.
Html outcome_bar(const Deflection& deflection);

/// The key to the bar, for one outcome.
Html outcome_swatch(Outcome outcome);

/// One line of a chart, a value a week; a gap where there is none.
struct WeeklyLine {
    std::string name;
    std::vector<std::optional<Share>> weeks;
};

/// Up to two shares by week, each a line through its values with its interval as a bar. `title`
/// says in words what is drawn. Nothing without a value.
Html weekly_chart(const std::string& title, const std::vector<std::chrono::sys_days>& mondays,
                  const std::vector<WeeklyLine>& lines);

}  // namespace firstline
