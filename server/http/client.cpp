#include "server/http/client.h"

#include <algorithm>
#include <array>

#include "indexer/text/characters.h"

namespace firstline {
namespace {

/// Nobody else sends them.
constexpr auto kSignsOfProxies = std::to_array<std::string_view>(
    {"X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Via", "Forwarded"});

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

}  // namespace

void find_client(const Site& site, Request& request) {
    request.client = request.peer;
    request.proxied =
        std::any_of(kSignsOfProxies.begin(), kSignsOfProxies.end(),
                    [&](std::string_view name) { return !request.all(name).empty(); });
    if (!site.trusted_proxies.contains(request.peer))
        return;
    request.secure = lower_ascii(request.header("X-Forwarded-Proto")) == "https";
    std::vector<std::string_view> addresses;
    for (const std::string_view header : request.all("X-Forwarded-For"))
        for (const std::string_view address : comma_parts(header))
            addresses.push_back(address);
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

bool is_local(const Request& request) {
    return !request.proxied && (request.client == "127.0.0.1" || request.client == "::1" ||
                                request.client == "::ffff:127.0.0.1");
}

bool may_sign_in(const Site& site, const Request& request) {
    // A proxy that says nothing of itself looks like this machine; where readers use another
    // address there is one.
    const bool at_home = site.base_url.empty() || is_loopback_host(host_of(site.base_url));
    return request.secure ||
           (at_home && is_local(request) && is_loopback_host(request.header("Host")));
}

}  // namespace firstline
