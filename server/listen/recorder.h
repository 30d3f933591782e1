#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "server/store/connection_pool.h"
#include "server/store/events.h"

namespace firstline {

/// Takes events from any thread and writes them in its own, so that no page waits for a disk. When
/// more come than can be written, or the store cannot be written to, they are shed and counted.
class Recorder {
public:
    static constexpr std::size_t kMostWaiting = 10'000;
    static constexpr std::chrono::milliseconds kBatchTime{250};

    /// `store` must outlive it. Makes the store when there is something to write.
    explicit Recorder(std::filesystem::path store);
    ~Recorder();  ///< writes what waits
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    /// Never waits. A view's `query`, `topic` and `rank` are found by the visitor's searches of the
    /// last 30 minutes when it is written.
    void record(Event event);
    /// Counts a page that was read by somebody who is, or who asked not to be, followed.
    void count_view(std::chrono::sys_days day, bool followed);
    /// Waits until what was recorded before is in the store, or shed; false if it is not within
    /// `patience`. Does not wait for what others record meanwhile.
    bool flush(std::chrono::milliseconds patience);

    std::uint64_t shed() const { return shed_; }
    std::uint64_t written() const { return written_; }

private:
    struct Views {
        std::chrono::sys_days day{};
        std::uint64_t followed = 0;
        std::uint64_t not_followed = 0;
    };
    void run();
    /// False if nothing of it could be.
    bool write(std::vector<Event>& batch, const Views& views, std::uint64_t shed);

    const std::filesystem::path store_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::condition_variable idle_;
    std::vector<Event> waiting_;
    Views views_;
    std::uint64_t shed_untold_ = 0;
    std::uint64_t taken_ = 0;     ///< into waiting_, ever
    std::uint64_t finished_ = 0;  ///< of these, written or shed
    bool hurry_ = false;
    bool stopping_ = false;
    std::atomic<std::uint64_t> shed_{0};
    std::atomic<std::uint64_t> written_{0};
    std::thread thread_;
};

}  // namespace firstline
