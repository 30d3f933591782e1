#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/access/roles.h"
#include "server/store/sqlite.h"

namespace firstline {

/// Every token begins with this, so that scanners find one that was published by accident.
inline constexpr std::string_view kTokenPrefix = "fl_";

/// A program that showed a token.
struct TokenBearer {
    std::string token;  ///< the name of the token
    Viewer viewer;
    std::vector<Permission> scopes;
};

/// A token never gives more than its scopes, nor more than the role behind it has.
bool may(const TokenBearer& bearer, Permission permission);

/// A new token: as its bearer shows it.
std::string new_api_token();

/// Who shows this token: nobody if it is unknown, revoked, expired, or of a disabled account. Notes
/// the use, to the minute. Throws StoreError.
std::optional<TokenBearer> bearer_of(std::string_view token, Connection& connection,
                                     std::chrono::sys_seconds now);

}  // namespace firstline
