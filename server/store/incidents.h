#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/sqlite.h"

namespace firstline {

/// A known incident that did not come from `_notices.yml`: told to the server while it runs.
struct Incident {
    std::string key;  ///< names it for "I am affected too"
    std::string title;
    std::string text;
    std::vector<std::string> words;  ///< without commas
    std::string link;
    std::chrono::sys_seconds from{};
    std::optional<std::chrono::sys_seconds> until;
    std::string source;  ///< `command line`, or the alert's fingerprint
};

/// "I am affected too."
struct IncidentJoin {
    std::int64_t id = 0;
    std::string incident;  ///< key
    std::string title;
    std::optional<std::string> visitor;
    std::string email;  ///< to tell when it is over; may be empty
    std::chrono::sys_seconds at{};
    std::optional<std::chrono::sys_seconds> told;
};

class IncidentTable {
public:
    explicit IncidentTable(Connection& connection) : connection_(connection) {}

    /// Adds it, or replaces the one of this key.
    void put(const Incident& incident);
    std::optional<Incident> find(std::string_view key);
    /// False if none of this key is open at `when`.
    bool end(std::string_view key, std::chrono::sys_seconds when);
    /// Open at `when`, the newest first.
    std::vector<Incident> open(std::chrono::sys_seconds when);
    std::vector<Incident> all();

    /// Once a visitor; a second time only the address is changed. False if it was not the first.
    bool join(const IncidentJoin& join);
    std::uint64_t joined(std::string_view key, std::chrono::sys_seconds from = {});
    /// Who left an address and was not told yet.
    std::vector<IncidentJoin> to_tell();
    void set_told(std::int64_t join, std::chrono::sys_seconds when);

private:
    Connection& connection_;
};

}  // namespace firstline
