#include "server/tickets/loopback.h"

#include <string>

#include "indexer/text/characters.h"

namespace firstline {

bool is_loopback_url(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos)
        return false;
    std::string_view host = url.substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    // Behind a user's name is what curl would call.
    if (const auto at = host.rfind('@'); at != std::string_view::npos)
        host.remove_prefix(at + 1);
    if (host.starts_with("[::1]"))
        return host.size() == 5 || host[5] == ':';
    const std::string name = lower_ascii(host.substr(0, host.find(':')));
    return name == "localhost" || name == "127.0.0.1";
}

}  // namespace firstline
