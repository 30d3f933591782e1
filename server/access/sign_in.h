#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "server/access/hash_queue.h"
#include "server/access/passwords.h"
#include "server/access/sessions.h"

namespace firstline {

/// What somebody sends to sign in, unchecked.
struct SignInRequest {
    std::string_view name;
    std::string_view password;
    std::string_view address;  ///< of the client
    std::string_view user_agent;
};

/// How it went. A wrong password, a name that nobody has and a disabled account are the same.
struct SignInResult {
    std::optional<std::string> token;  ///< of the session, if signed in
    std::chrono::seconds wait{0};      ///< not zero: nothing was looked at; too many have failed
    bool busy = false;                 ///< nothing was looked at: others sign in just now
};

/// Whether nobody has disabled the account or changed its password since it was read: hashing takes
/// long enough for either. To be asked in the transaction that rests on it.
bool still_holds(const Account& account, Connection& connection);

/// Signs in, or counts a failure; writes either into the audit trail. Throws StoreError.
SignInResult sign_in(const SignInRequest& request, Connection& connection, PasswordHasher& hasher,
                     HashQueue& queue, std::chrono::sys_seconds now);

}  // namespace firstline
