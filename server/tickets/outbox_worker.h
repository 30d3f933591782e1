#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "server/tickets/incident_over.h"
#include "server/tickets/outbox_pass.h"

namespace firstline {

/// A thread that empties the outbox as long as it lives, and tells those who wait for it that an
/// incident is over. All it knows lies in the store: another one goes on where it was killed.
class OutboxWorker {
public:
    /// `open_incidents` is asked each minute.
    OutboxWorker(OutboxDesk desk, OpenIncidents open_incidents);
    ~OutboxWorker() { stop(); }
    OutboxWorker(const OutboxWorker&) = delete;
    OutboxWorker& operator=(const OutboxWorker&) = delete;

    /// Something was put in the outbox. Returns at once; safe from any thread.
    void notify();
    /// Returns when the thread has ended, at the latest a second or two after.
    void stop();

private:
    void run();
    /// Returns how long to sleep.
    std::chrono::milliseconds work();
    void look_at_incidents();

    OutboxDesk desk_;
    OpenIncidents open_incidents_;
    std::function<bool()> stopping_;
    std::chrono::sys_seconds looked_at_incidents_{};
    std::atomic<bool> stop_{false};
    std::mutex mutex_;
    std::condition_variable wake_;
    bool notified_ = false;
    std::thread thread_;
};

}  // namespace firstline
