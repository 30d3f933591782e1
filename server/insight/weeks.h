#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "server/insight/deflection.h"
#include "server/insight/search_measures.h"
#include "server/insight/self_service.h"
#include "server/store/tickets.h"

namespace firstline {

/// A week from Monday to Sunday, in UTC.
struct Week {
    std::chrono::sys_days monday{};
    bool whole = true;  ///< false: only a part of it lies in the time that was asked for
    Deflection deflection;
    Share success;  ///< SelfService::success
    std::size_t searches = 0;
    Share nothing_found;
    /// By channel: tickets of this server and, where there are none of it, those that were counted
    /// elsewhere.
    std::map<std::string, std::size_t> tickets;
};

std::chrono::sys_days monday_of(std::chrono::sys_seconds moment);

struct WeeksOf {
    std::span<const Event> events;
    std::span<const VisitorProblem> problems;
    std::span<const Ticket> tickets;
    std::span<const TicketCount> counts;
    std::chrono::sys_seconds from{};
    std::chrono::sys_seconds until{};
    std::chrono::sys_seconds now{};
};

/// Every week that has a part in the time asked for, the earliest first, also those in which
/// nothing happened.
std::vector<Week> weeks_of(const WeeksOf& what);

}  // namespace firstline
