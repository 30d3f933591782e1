#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string_view>

#include "indexer/text/dates.h"
#include "server/insight/visitor_problems.h"

namespace firstline {

/// Problems in which somebody searched, and those of them that found what was sought, as far as is
/// known: a sure result was opened, and neither "no" nor a ticket followed.
struct Answered {
    std::size_t answered = 0;
    std::size_t searched = 0;
};

/// By the day (in UTC) on which the problem began. `stale` is that of failure_of().
std::map<Date, Answered> answered_by_day(
    std::span<const VisitorProblem> problems,
    const std::function<bool(std::string_view article)>& stale);

}  // namespace firstline
