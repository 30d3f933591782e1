#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/sqlite.h"

namespace firstline {

/// Somebody who may sign in with a name and a password.
struct Account {
    std::int64_t id = 0;
    std::string name;                 ///< lower case
    std::string password;             ///< its hash, with salt and parameters
    std::string role;                 ///< its name; `reader` is no role of an account
    std::vector<std::string> groups;  ///< lower case, without commas
    bool disabled = false;
    std::chrono::sys_seconds created{};
    std::chrono::sys_seconds password_changed{};
};

/// The table of accounts. They are disabled, not removed: the audit trail speaks of them.
class AccountTable {
public:
    explicit AccountTable(Connection& connection) : connection_(connection) {}

    /// False if there is one of this name. `id` and `disabled` are not read.
    bool add(const Account& account);
    std::optional<Account> named(std::string_view name);
    std::optional<Account> find(std::int64_t id);
    std::vector<Account> all();  ///< by name
    bool any();

    void set_rights(std::int64_t id, std::string_view role, const std::vector<std::string>& groups);
    void set_disabled(std::int64_t id, bool disabled);
    void set_password(std::int64_t id, std::string_view hash, std::chrono::sys_seconds when);

private:
    Connection& connection_;
};

}  // namespace firstline
