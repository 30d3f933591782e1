#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/store/sqlite.h"

namespace firstline {

/// Something that was done to, or with, somebody's right to be here.
struct AuditEntry {
    std::int64_t id = 0;  ///< grows
    std::chrono::sys_seconds when{};
    std::string who;      ///< an account or, from the command line, a user of the machine
    std::string what;     ///< `signed-in`, `account-added`, ...
    std::string about;    ///< whom or what it was done to, and how; may be empty
    std::string address;  ///< a network address, or `command line`
};

/// The audit trail: entries are added, never changed.
class AuditTrail {
public:
    explicit AuditTrail(Connection& connection) : connection_(connection) {}

    /// `id` is not read.
    void add(const AuditEntry& entry);
    /// The newest `most`, or all of them; the oldest of these first.
    std::vector<AuditEntry> entries(std::optional<unsigned> most = std::nullopt);

private:
    Connection& connection_;
};

}  // namespace firstline
