#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/sqlite.h"

namespace firstline {

/// What a program shows in place of a password. Acts for an account or, without one, as a role.
struct ApiToken {
    std::int64_t id = 0;
    std::string name;
    std::string account;              ///< its name; empty: `role` is set
    std::string role;                 ///< its name; empty: `account` is set
    std::vector<std::string> scopes;  ///< names of permissions
    std::chrono::sys_seconds created{};
    std::chrono::sys_seconds expires{};
    std::optional<std::chrono::sys_seconds> last_used;
    std::optional<std::chrono::sys_seconds> revoked;
};

/// The table of tokens. Knows their hashes, never a token. Revoked ones stay, so that their names
/// keep their meaning in the audit trail.
class ApiTokenTable {
public:
    explicit ApiTokenTable(Connection& connection) : connection_(connection) {}

    /// False if there is one of this name. `id`, `last_used` and `revoked` are not read.
    /// REQUIRES: the account, if one is named, exists.
    bool add(const ApiToken& token, std::string_view token_hash);
    std::optional<ApiToken> find(std::string_view token_hash);
    std::optional<ApiToken> named(std::string_view name);
    std::vector<ApiToken> all();  ///< by name

    void set_last_used(std::int64_t id, std::chrono::sys_seconds when);
    /// False if there is none of this name that still holds.
    bool revoke(std::string_view name, std::chrono::sys_seconds when);

private:
    Connection& connection_;
};

}  // namespace firstline
