#include "server/tickets/retry_rules.h"

#include <algorithm>
#include <cmath>

namespace firstline {

std::chrono::seconds wait_after(unsigned attempts, const RetryRules& rules, double random) {
    // 2^30 times the first wait is longer than any longest one, and no overflow.
    constexpr unsigned kMostDoublings = 30;
    const auto doublings = std::min(std::max(attempts, 1U) - 1, kMostDoublings);
    const auto whole = std::min(rules.first * (std::int64_t{1} << doublings), rules.longest);
    const auto half = static_cast<double>(whole.count()) / 2;
    return std::chrono::seconds{std::max<std::int64_t>(1, std::llround(half + half * random))};
}

bool is_given_up(const OutboxItem& item, const RetryRules& rules, std::chrono::sys_seconds now) {
    return item.attempts + 1 >= rules.least_attempts && now - item.created >= rules.give_up_after;
}

}  // namespace firstline
