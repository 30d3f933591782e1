#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/sqlite.h"

namespace firstline {

/// Something that must leave this server: a ticket for the desk, a mail. Written in the same
/// transaction as what it tells of, so that either both are kept or none.
struct OutboxItem {
    std::int64_t id = 0;
    std::string kind;                    ///< `ticket` or `mail`
    std::string key;                     ///< the same at each attempt: idempotency key, Message-ID
    std::optional<std::int64_t> ticket;  ///< of TicketTable
    std::string payload;                 ///< JSON; of a mail: to, subject, text
    std::chrono::sys_seconds created{};
    std::chrono::sys_seconds next{};  ///< not tried before
    unsigned attempts = 0;
    std::string last_error;
    std::optional<std::chrono::sys_seconds> delivered;
    std::optional<std::chrono::sys_seconds> dead;  ///< given up: a person has to look
};

/// How the outbox stands.
struct OutboxHealth {
    std::uint64_t waiting = 0;
    std::uint64_t dead = 0;
    std::optional<std::chrono::sys_seconds> oldest_waiting;
    std::optional<std::chrono::sys_seconds> last_delivered;
    std::string last_error;  ///< of what waits or is dead, the newest
};

class OutboxTable {
public:
    explicit OutboxTable(Connection& connection) : connection_(connection) {}

    /// Reads kind, key, ticket, payload and created. False if an item with this key exists.
    bool add(const OutboxItem& item);
    /// What may be tried now, the longest waiting first.
    std::vector<OutboxItem> due(std::chrono::sys_seconds now, unsigned most);
    /// When the next item may be tried; nothing if none waits.
    std::optional<std::chrono::sys_seconds> next_due();
    void set_delivered(std::int64_t id, std::chrono::sys_seconds when);
    void set_failed(std::int64_t id, std::string_view error, std::chrono::sys_seconds next);
    void set_dead(std::int64_t id, std::string_view error, std::chrono::sys_seconds when);
    /// Has dead items tried again, all or the one with this id. Returns how many.
    std::size_t revive(std::optional<std::int64_t> id, std::chrono::sys_seconds now);
    std::vector<OutboxItem> dead();
    OutboxHealth health();

private:
    Connection& connection_;
};

}  // namespace firstline
