#include "server/access/api_access.h"

#include <algorithm>

#include "server/access/secrets.h"
#include "server/store/accounts.h"
#include "server/store/api_tokens.h"

namespace firstline {

namespace {

/// A write for every request would cost more than the request.
constexpr std::chrono::seconds kNoted{60};

/// Nothing if the account may not be used.
std::optional<Viewer> viewer_behind(const ApiToken& token, Connection& connection) {
    if (token.account.empty())
        return viewer_for(token.role, {});
    const auto account = AccountTable(connection).named(token.account);
    if (!account || account->disabled)
        return std::nullopt;
    return viewer_for(account->role, account->groups);
}

}  // namespace

bool may(const TokenBearer& bearer, Permission permission) {
    return may(bearer.viewer.role, permission) &&
           std::find(bearer.scopes.begin(), bearer.scopes.end(), permission) != bearer.scopes.end();
}

std::string new_api_token() {
    return std::string{kTokenPrefix} + random_token();
}

std::optional<TokenBearer> bearer_of(std::string_view token, Connection& connection,
                                     std::chrono::sys_seconds now) {
    ApiTokenTable tokens(connection);
    const auto known = tokens.find(hash_of_token(token));
    if (!known || known->revoked || now >= known->expires)
        return std::nullopt;
    const auto viewer = viewer_behind(*known, connection);
    if (!viewer)
        return std::nullopt;
    if (!known->last_used || now - *known->last_used >= kNoted)
        connection.run_if_free([&] { tokens.set_last_used(known->id, now); });
    TokenBearer bearer{known->name, *viewer, {}};
    for (const auto& scope : known->scopes)
        if (const auto permission = permission_named(scope))
            bearer.scopes.push_back(*permission);
    return bearer;
}

}  // namespace firstline
