#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "server/store/sqlite.h"

namespace firstline {

/// How signing in went lately for one name from one network.
struct SignInAttempts {
    unsigned failures = 0;            ///< since the last success
    std::chrono::sys_seconds last{};  ///< of any attempt
    std::optional<std::chrono::sys_seconds> succeeded;
};

/// The table of attempts to sign in. Names may be any text, such as hashes of names. A row with an
/// empty name is of the network as a whole.
class SignInAttemptTable {
public:
    explicit SignInAttemptTable(Connection& connection) : connection_(connection) {}

    /// Empty if there were none.
    SignInAttempts find(std::string_view name, std::string_view network);
    void put(std::string_view name, std::string_view network, const SignInAttempts& attempts);
    /// Removes rows of which the last attempt and the last success lie before these moments.
    void forget(std::chrono::sys_seconds attempts_before, std::chrono::sys_seconds success_before);

private:
    Connection& connection_;
};

}  // namespace firstline
