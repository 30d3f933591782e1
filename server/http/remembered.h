#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>

namespace firstline {

/// Processor time that this thread has used.
std::chrono::nanoseconds thread_time();

/// What is dear to make, and may be a moment old when it is shown. What is cheap is made anew for
/// each look; what is not is kept so long that looking costs at most a part of the time. Safe from
/// any thread.
template <class T>
class Remembered {
public:
    /// Cheaper than this, nothing is kept.
    static constexpr std::chrono::milliseconds kCheap{50};
    /// Kept for so many times as long as it took to make, and no longer than kOldest.
    static constexpr int kKeep = 20;
    static constexpr std::chrono::seconds kOldest{60};

    /// `make` returns a shared_ptr<const T>. Two threads may both make it.
    template <class Make>
    std::shared_ptr<const T> get(Make&& make) {
        using Clock = std::chrono::steady_clock;
        {
            const std::lock_guard lock(mutex_);
            if (value_ && Clock::now() < until_)
                return value_;
        }
        const auto began = thread_time();
        std::shared_ptr<const T> value = make();
        const auto cost = thread_time() - began;
        const std::lock_guard lock(mutex_);
        value_ = value;
        until_ = Clock::now();
        if (cost >= kCheap)
            until_ += std::chrono::duration_cast<Clock::duration>(
                std::min<std::chrono::nanoseconds>(cost * kKeep, kOldest));
        return value;
    }

private:
    std::mutex mutex_;
    std::shared_ptr<const T> value_;
    std::chrono::steady_clock::time_point until_{};
};

}  // namespace firstline
