#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/access/api_access.h"
#include "server/access/sessions.h"
#include "server/access/sign_in.h"
#include "server/store/connection_pool.h"

namespace firstline {

/// Somebody who is signed in does something with their account, from where and when.
struct AccountAct {
    const SignedIn& who;
    std::string_view address;  ///< of the client
    std::chrono::sys_seconds now{};
};

/// How changing a password went.
struct PasswordChange {
    bool done = false;
    std::string why_not;           ///< a clause for people: "it has 5 characters and ..."
    std::chrono::seconds wait{0};  ///< not zero: nothing was looked at; too many have failed
    bool busy = false;             ///< nothing was looked at: others sign in just now
};

/// Who may come in, as the store says now; a store that is made later is found then. Safe from any
/// thread. Everything throws StoreError.
class Gate {
public:
    explicit Gate(std::filesystem::path store, PasswordCost cost = {})
        : connections_(std::move(store)), hasher_(cost) {}

    /// Whether anybody could sign in by a password. Once it is so it stays so.
    bool has_accounts();

    /// Whose session this token is, if it has not ended.
    std::optional<SignedIn> resume(std::string_view token, std::chrono::sys_seconds now);
    /// What shows this token of the API, if it is valid.
    std::optional<TokenBearer> bearer(std::string_view token, std::chrono::sys_seconds now);
    std::optional<Account> account(std::string_view name);

    SignInResult sign_in(const SignInRequest& request, std::chrono::sys_seconds now);
    /// Ends this session of theirs, `act.who`'s own or another. False if there is none such.
    bool sign_out(const AccountAct& act, std::int64_t session);
    void sign_out_everywhere(const AccountAct& act);
    /// Also signs out everywhere but here.
    PasswordChange change_password(const AccountAct& act, std::string_view present,
                                   std::string_view wanted);
    std::vector<Session> sessions_of(const SignedIn& who, std::chrono::sys_seconds now);

private:
    /// The store of somebody who is signed in, which therefore exists.
    ConnectionPool::Lease store();

    ConnectionPool connections_;
    PasswordHasher hasher_;
    HashQueue queue_;
    std::atomic<bool> has_accounts_{false};
};

}  // namespace firstline
