#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace firstline {

/// How often one may do something: `burst` times at once, then once every `interval`. A token
/// bucket for each key (a visitor, a network), kept in memory. Safe from any thread.
class RateLimit {
public:
    RateLimit(unsigned burst, std::chrono::seconds interval) : burst_(burst), interval_(interval) {}

    /// Zero: it may be done, and counts. Else how long to wait. A clock that was set back makes
    /// nobody wait longer than `interval`.
    std::chrono::seconds take(std::string_view key, std::chrono::sys_seconds now);

private:
    static constexpr std::size_t kMostKeys = 50'000;

    struct Bucket {
        double left = 0;
        std::chrono::sys_seconds at{};
    };
    void forget_full(std::chrono::sys_seconds now);

    const unsigned burst_;
    const std::chrono::seconds interval_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace firstline
