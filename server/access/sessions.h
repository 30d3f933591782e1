#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/accounts.h"
#include "server/store/sessions.h"

namespace firstline {

/// When a session ends by itself. After OWASP's advice for sessions: a working day without use, and
/// a week in any case.
struct SessionLimits {
    std::chrono::seconds idle = std::chrono::hours{8};
    std::chrono::seconds whole = std::chrono::days{7};
};

/// Who is signed in, as the account is now, and in which session.
struct SignedIn {
    Session session;
    Account account;
};

/// Being signed in: whoever shows a session's token is its account. All throw StoreError.
class Sessions {
public:
    explicit Sessions(Connection& connection, SessionLimits limits = {})
        : limits_(limits), connection_(connection), accounts_(connection), sessions_(connection) {}

    /// Begins a session and returns its token, which is kept nowhere. `user_agent` may be anything.
    /// Of one account's sessions the 50 that were seen last stay.
    std::string open(std::int64_t account, std::string_view user_agent,
                     std::chrono::sys_seconds now);
    /// Nobody if the session has ended or its account is disabled. Notes the use, to the minute.
    std::optional<SignedIn> resume(std::string_view token, std::chrono::sys_seconds now);
    /// Those that have not ended, the last seen first.
    std::vector<Session> of(std::int64_t account, std::chrono::sys_seconds now);

    /// Signs out. False if this account has no such session.
    bool close(std::int64_t account, std::int64_t session);
    /// Signs out everywhere; returns of how many sessions.
    std::size_t close_all(std::int64_t account);
    /// Signs out of all sessions but this one.
    void close_others(std::int64_t account, std::int64_t session);

private:
    bool has_ended(const Session& session, std::chrono::sys_seconds now) const;

    SessionLimits limits_;
    Connection& connection_;
    AccountTable accounts_;
    SessionTable sessions_;
};

}  // namespace firstline
