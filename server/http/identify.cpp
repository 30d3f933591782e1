#include "server/http/identify.h"

#include <algorithm>
#include <array>
#include <utility>

#include <spdlog/spdlog.h>

#include "indexer/text/characters.h"
#include "server/access/account_name.h"
#include "server/http/cookies.h"
#include "server/http/frame.h"

namespace firstline {
namespace {

constexpr std::string_view kSessionCookie = "firstline_session";
/// Nobody else sends them.
constexpr auto kSignsOfProxies = std::to_array<std::string_view>(
    {"X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Via", "Forwarded"});
constexpr std::string_view kBearer = "bearer";

/// Every address that proxies have written down, the nearest last.
std::vector<std::string_view> forwarded_for(const Request& request) {
    std::vector<std::string_view> addresses;
    for (std::string_view header : request.all("X-Forwarded-For"))
        while (!header.empty()) {
            const std::string_view part = header.substr(0, header.find(','));
            header.remove_prefix(std::min(header.size(), part.size() + 1));
            addresses.push_back(trimmed(part));
        }
    return addresses;
}

/// The value of a header that a proxy sets once. Nothing if there are several: one of them is the
/// client's own.
std::string_view only(const Request& request, const std::string& name) {
    if (name.empty())
        return {};
    const auto values = request.all(name);
    return values.size() == 1 ? trimmed(values.front()) : std::string_view{};
}

/// A name by which a browser on this machine calls it, with a port or without.
bool is_loopback_host(std::string_view host) {
    if (const auto colon = host.rfind(':');
        colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos)
        host = host.substr(0, colon);
    const std::string name = lower_ascii(host);
    return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

/// `kb.example.com:8080` of `https://kb.example.com:8080/desk`.
std::string_view host_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme != std::string_view::npos)
        url.remove_prefix(scheme + 3);
    return url.substr(0, url.find('/'));
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

void find_client(const Site& site, Request& request) {
    const auto addresses = forwarded_for(request);
    request.client = request.peer;
    request.proxied =
        std::any_of(kSignsOfProxies.begin(), kSignsOfProxies.end(),
                    [&](std::string_view name) { return !request.all(name).empty(); });
    if (!site.trusted_proxies.contains(request.peer))
        return;
    request.secure = lower_ascii(request.header("X-Forwarded-Proto")) == "https";
    // From the near end, the first that is no proxy of ours: what stands before it anybody can
    // write.
    for (auto at = addresses.rbegin(); at != addresses.rend(); ++at) {
        const auto address = address_in(*at);
        if (!address)
            break;
        request.client = *address;
        if (!site.trusted_proxies.contains(*address))
            break;
    }
}

bool is_from_unknown_proxy(const Site& site, const Request& request) {
    return request.proxied && !site.trusted_proxies.contains(request.peer);
}

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

bool may_sign_in(const Site& site, const Request& request) {
    // A proxy that says nothing of itself looks like this machine; where readers use another
    // address there is one.
    const bool at_home = site.base_url.empty() || is_loopback_host(host_of(site.base_url));
    return request.secure ||
           (at_home && is_local(request) && is_loopback_host(request.header("Host")));
}

std::string_view session_token(const Request& request) {
    return cookie(request, kSessionCookie);
}

void set_session(Reply& reply, const Request& request, std::string_view token) {
    set_cookie(reply, request, kSessionCookie, token);
}

}  // namespace firstline
