#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/sqlite.h"

namespace firstline {

/// A browser in which somebody is signed in.
struct Session {
    std::int64_t id = 0;
    std::int64_t account = 0;
    std::chrono::sys_seconds created{};
    std::chrono::sys_seconds last_seen{};
    std::chrono::sys_seconds expires{};  ///< whatever is done in it
    std::string user_agent;              ///< printable, shortened; for people to tell them apart
};

/// The table of sessions. Knows the hashes of tokens, never a token.
class SessionTable {
public:
    explicit SessionTable(Connection& connection) : connection_(connection) {}

    /// `id` is not read.
    void add(const Session& session, std::string_view token_hash);
    std::optional<Session> find(std::string_view token_hash);
    std::vector<Session> of(std::int64_t account);  ///< last seen first
    void set_last_seen(std::int64_t id, std::chrono::sys_seconds when);

    /// False if this account has no such session.
    bool remove(std::int64_t account, std::int64_t id);
    std::size_t remove_all(std::int64_t account);
    /// Removes what was last seen before `idle_since`, or expires at `now` or earlier.
    void remove_ended(std::chrono::sys_seconds idle_since, std::chrono::sys_seconds now);

private:
    Connection& connection_;
};

}  // namespace firstline
