#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>

namespace firstline {

/// Sees to it that each host is asked by one at a time, with a pause in between. Safe to use from
/// several threads.
class HostTurns {
public:
    using Milliseconds = std::chrono::milliseconds;

    struct Manners {
        Milliseconds pause{1000};           ///< between two questions to one host
        Milliseconds longest_wait{60'000};  ///< for a host that asks for quiet
    };
    /// `stopping` must outlive this.
    HostTurns(Manners manners, const std::atomic<bool>& stopping)
        : manners_(manners), stopping_(stopping) {}

    enum class Turn { ours, not_now, stopped };
    /// Waits until the host may be asked. If it is `ours`, give_back() must follow.
    Turn take(const std::string& host);
    /// The host is to be left alone for `quiet`, and for the pause at least.
    void give_back(const std::string& host, Milliseconds quiet);

private:
    struct Host {
        bool taken = false;
        std::chrono::steady_clock::time_point not_before{};
    };

    Manners manners_;
    const std::atomic<bool>& stopping_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, Host> hosts_;
};

}  // namespace firstline
