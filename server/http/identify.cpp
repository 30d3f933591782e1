#include "server/http/identify.h"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

#include "indexer/text/characters.h"
#include "server/access/account_name.h"
#include "server/http/client.h"
#include "server/http/cookies.h"

namespace firstline {
namespace {

constexpr std::string_view kSessionCookie = "firstline_session";
constexpr std::string_view kBearer = "bearer";

/// The value of a header that a proxy sets once. Nothing if there are several: one of them is the
/// client's own.
std::string_view only(const Request& request, const std::string& name) {
    if (name.empty())
        return {};
    const auto values = request.all(name);
    return values.size() == 1 ? trimmed(values.front()) : std::string_view{};
}

std::optional<std::string_view> bearer_token(const Request& request) {
    const std::string_view header = request.header("Authorization");
    if (lower_ascii(header.substr(0, kBearer.size())) != kBearer ||
        (header.size() > kBearer.size() && header[kBearer.size()] != ' '))
        return std::nullopt;
    return trimmed(header.substr(kBearer.size()));
}

Caller by_token(const Site& site, std::string_view token) {
    auto bearer = site.gate->bearer(token, site.now());
    if (!bearer)
        throw InvalidToken("This token is not valid: it is unknown, revoked or has expired.");
    return {.way = Caller::Way::token,
            .name = std::move(bearer->token),
            .viewer = std::move(bearer->viewer),
            .scopes = std::move(bearer->scopes),
            .signed_in = std::nullopt};
}

Caller by_session(const Site& site, const Request& request) {
    const auto token = session_token(request);
    if (token.empty() || !may_sign_in(site, request))
        return {};
    const auto signed_in = site.gate->resume(token, site.now());
    if (!signed_in)
        return {};
    return {.way = Caller::Way::session,
            .name = signed_in->account.name,
            .viewer = viewer_for(signed_in->account.role, signed_in->account.groups),
            .scopes = {},
            .signed_in = signed_in};
}

/// An account of the same name adds its role and groups, and keeps out if it is disabled.
Caller by_proxy(const Site& site, const Request& request) {
    const SingleSignOn& single = site.single_sign_on;
    if (!site.trusted_proxies.contains(request.peer))
        return {};
    const std::string_view user = only(request, single.user_header);
    if (!is_proxy_user(user))
        return {};
    Caller caller{.way = Caller::Way::proxy,
                  .name = valid_utf8(user),
                  .viewer = viewer_from_groups(groups_from(only(request, single.groups_header)),
                                               single.roles),
                  .scopes = {},
                  .signed_in = std::nullopt};
    const auto name = account_name(user);
    const auto account =
        site.gate && !name.empty() ? site.gate->account(name) : std::optional<Account>{};
    if (!account)
        return caller;
    if (account->disabled)
        return {};
    const Viewer more = viewer_for(account->role, account->groups);
    caller.viewer.role = std::max(caller.viewer.role, more.role);
    caller.viewer.groups.insert(caller.viewer.groups.end(), more.groups.begin(), more.groups.end());
    return caller;
}

}  // namespace

Caller identify(const Site& site, const Request& request) {
    if (const auto token = bearer_token(request); token && site.gate) {
        // Proxies that sign people in may pass on tokens of their own.
        const bool of_proxy = !site.single_sign_on.user_header.empty() &&
                              site.trusted_proxies.contains(request.peer) &&
                              !token->starts_with(kTokenPrefix);
        if (!of_proxy)
            return by_token(site, *token);
    }
    try {
        if (Caller caller = site.gate ? by_session(site, request) : Caller{};
            caller.way != Caller::Way::none)
            return caller;
        return by_proxy(site, request);
    } catch (const StoreError& error) {
        spdlog::error("nobody is signed in while the store cannot be asked error=\"{}\"",
                      error.what());
    }
    return {};
}

std::string_view session_token(const Request& request) {
    return cookie(request, kSessionCookie);
}

void set_session(Reply& reply, const Request& request, std::string_view token) {
    set_cookie(reply, request, kSessionCookie, token);
}

}  // namespace firstline
