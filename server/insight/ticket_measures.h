#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/insight/clustered_share.h"
#include "server/store/tickets.h"

namespace firstline {

/// How long something took: half took no longer than the median, nine of ten no longer than p90.
struct Durations {
    std::size_t n = 0;
    std::optional<std::chrono::seconds> median;
    std::optional<std::chrono::seconds> p90;
};

/// Tickets of one channel, priority or category. A short time to an answer says little without
/// what stands beside it.
struct TicketGroup {
    std::string key;  ///< may be empty: not told
    std::size_t tickets = 0;
    Durations first_answer;
    Durations resolved;   ///< from its beginning until it was solved; reopened or not
    Share reopened;       ///< within 7 days, of those solved
    Share really_solved;  ///< of those whose sender answered; partly counts half
};

struct TicketMeasures {
    TicketGroup all;
    std::vector<TicketGroup> channels;  ///< each list by key
    std::vector<TicketGroup> priorities;
    std::vector<TicketGroup> categories;
};

/// Tickets made from `from` to before `until`.
TicketMeasures ticket_measures_of(std::span<const Ticket> tickets, std::chrono::sys_seconds from,
                                  std::chrono::sys_seconds until);

/// By nearest rank.
Durations durations_of(std::vector<std::chrono::seconds> all);

}  // namespace firstline
