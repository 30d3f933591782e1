#include "server/tickets/outbox_worker.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <spdlog/spdlog.h>

namespace firstline {

namespace {

using std::chrono::milliseconds;

/// `kb-server outbox retry` is another process and cannot wake this one.
constexpr milliseconds kLongestSleep = std::chrono::seconds{10};
/// After the store could not be read or written.
constexpr milliseconds kAfterTrouble = std::chrono::seconds{5};
constexpr std::chrono::seconds kBetweenIncidents{60};

void log_attempt(const Attempt& attempt) {
    const OutboxItem& item = attempt.item;
    if (attempt.dead)
        spdlog::error("outbox gave up key={} kind={} attempts={} error=\"{}\"", item.key, item.kind,
                      item.attempts + 1, attempt.delivery.error);
    else if (attempt.next)
        spdlog::warn("outbox waits key={} kind={} attempts={} error=\"{}\"", item.key, item.kind,
                     item.attempts + 1, attempt.delivery.error);
    else
        spdlog::info("outbox delivered key={} kind={} attempts={}", item.key, item.kind,
                     item.attempts + 1);
}

}  // namespace

OutboxWorker::OutboxWorker(OutboxDesk desk, OpenIncidents open_incidents)
    : desk_(std::move(desk)),
      open_incidents_(std::move(open_incidents)),
      stopping_([this] { return stop_.load(); }) {
    desk_.report = [report = desk_.report](const Attempt& attempt) {
        log_attempt(attempt);
        report(attempt);
    };
    thread_ = std::thread([this] { run(); });
}

void OutboxWorker::notify() {
    {
        const std::scoped_lock lock(mutex_);
        notified_ = true;
    }
    wake_.notify_one();
}

void OutboxWorker::stop() {
    {
        const std::scoped_lock lock(mutex_);
        stop_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable())
        thread_.join();
}

void OutboxWorker::look_at_incidents() {
    const auto now = desk_.now();
    const bool lately =
        looked_at_incidents_ <= now && now < looked_at_incidents_ + kBetweenIncidents;
    if (lately || !can_mail(desk_.settings.smtp))
        return;
    looked_at_incidents_ = now;
    const auto open = open_incidents_();
    auto lease = desk_.store.borrow();
    if (open && lease)
        tell_joined(**lease, *open, now);
}

milliseconds OutboxWorker::work() {
    look_at_incidents();
    const auto next = deliver_due(desk_, stopping_);
    if (!next)
        return kLongestSleep;
    const milliseconds until_next = *next - desk_.now();
    return std::clamp(until_next, milliseconds{0}, kLongestSleep);
}

void OutboxWorker::run() {
    while (!stop_) {
        milliseconds sleep = kAfterTrouble;
        {
            const std::scoped_lock lock(mutex_);
            notified_ = false;
        }
        try {
            sleep = work();
        } catch (const std::exception& error) {
            spdlog::error("outbox cannot be worked on error=\"{}\"", error.what());
        }
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, sleep, [this] { return notified_ || stop_; });
    }
}

}  // namespace firstline
