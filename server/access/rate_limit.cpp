#include "server/access/rate_limit.h"

#include <algorithm>

namespace firstline {

std::chrono::seconds RateLimit::take(std::string_view key, std::chrono::sys_seconds now) {
    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= kMostKeys)
        forget_full(now);
    // `left` is counted in seconds, of which one time costs `each`: whole numbers, so that who has
    // waited as long as was said is let in.
    const double each = static_cast<double>(interval_.count());
    const double most = each * static_cast<double>(burst_);
    const auto [place, added] = buckets_.try_emplace(std::string{key}, Bucket{most, now});
    Bucket& bucket = place->second;
    const auto passed = std::max(now - bucket.at, std::chrono::seconds{0});
    bucket.left = std::min(most, bucket.left + static_cast<double>(passed.count()));
    bucket.at = now;
    if (bucket.left < each)
        return std::chrono::seconds{static_cast<long>(each - bucket.left)};
    bucket.left -= each;
    return std::chrono::seconds{0};
}

void RateLimit::forget_full(std::chrono::sys_seconds now) {
    const auto whole = interval_ * static_cast<long>(burst_);
    std::erase_if(buckets_, [&](const auto& entry) { return now - entry.second.at >= whole; });
    // All of them busy: memory is bounded, and who is forgotten may begin anew.
    if (buckets_.size() >= kMostKeys)
        buckets_.clear();
}

}  // namespace firstline
