#include "indexer/external/host_turns.h"

#include <algorithm>

namespace firstline {

namespace {

/// Whoever is told to stop looks that often.
constexpr std::chrono::milliseconds kLook{50};

}  // namespace

HostTurns::Turn HostTurns::take(const std::string& host) {
    std::unique_lock lock(mutex_);
    auto& wanted = hosts_[host];
    for (;;) {
        if (stopping_)
            return Turn::stopped;
        const auto now = std::chrono::steady_clock::now();
        if (!wanted.taken && wanted.not_before <= now)
            break;
        if (wanted.not_before - now > manners_.longest_wait)
            return Turn::not_now;
        const auto until = wanted.taken ? now + kLook : std::min(wanted.not_before, now + kLook);
        changed_.wait_until(lock, until);
    }
    wanted.taken = true;
    return Turn::ours;
}

void HostTurns::give_back(const std::string& host, Milliseconds quiet) {
    {
        const std::scoped_lock lock(mutex_);
        auto& asked = hosts_[host];
        asked.taken = false;
        asked.not_before = std::chrono::steady_clock::now() + std::max(quiet, manners_.pause);
    }
    changed_.notify_all();
}

}  // namespace firstline
