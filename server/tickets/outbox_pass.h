#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "server/store/connection_pool.h"
#include "server/store/outbox.h"
#include "server/tickets/delivery.h"
#include "server/tickets/retry_rules.h"
#include "server/tickets/ticket_systems.h"

namespace firstline {

/// One attempt to deliver an item, and what was made of it.
struct Attempt {
    const OutboxItem& item;  ///< as it was before
    Delivery delivery;
    std::optional<std::chrono::sys_seconds> next;  ///< it is tried again then
    bool dead = false;                             ///< given up
};

/// What the outbox is emptied with.
struct OutboxDesk {
    ConnectionPool& store;
    TicketSystemSettings settings;
    std::function<DeskPlan()> plan;
    std::function<std::chrono::sys_seconds()> now;
    std::function<double()> random;  ///< in [0, 1)
    RetryRules rules{};
    std::function<void(const Attempt&)> report = [](const Attempt&) {};
};

/// Tries everything that is due, the longest waiting first, until nothing is or `stopping` says so.
/// No transaction is open while the network is waited for; what an attempt was cut off in is tried
/// again with the same key. Returns when the next item is due. Throws StoreError.
std::optional<std::chrono::sys_seconds> deliver_due(const OutboxDesk& desk,
                                                    const std::function<bool()>& stopping);

}  // namespace firstline
