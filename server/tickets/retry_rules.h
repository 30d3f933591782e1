#pragma once

#include <chrono>

#include "server/store/outbox.h"

namespace firstline {

/// How often what could not be delivered is tried again, and when a person has to look.
struct RetryRules {
    std::chrono::seconds first{10};  ///< about so long before the second attempt, then twice that
    std::chrono::seconds longest = std::chrono::minutes{30};
    /// Longer than a desk stays shut over the longest holidays' weekend.
    std::chrono::days give_up_after{5};
    /// What waited while this server was off is not given up at its first attempt.
    unsigned least_attempts = 20;
};

/// How long to wait after so many failed attempts, at least 1: doubled each time, between half of
/// it and all of it by `random`, in [0, 1), so that what failed together is not tried together.
std::chrono::seconds wait_after(unsigned attempts, const RetryRules& rules, double random);

/// Whether an item that failed once more at `now` has been tried long enough.
bool is_given_up(const OutboxItem& item, const RetryRules& rules, std::chrono::sys_seconds now);

}  // namespace firstline
