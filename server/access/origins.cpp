#include "server/access/origins.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "indexer/text/characters.h"

namespace firstline {
namespace {

struct Scheme {
    std::string_view begin;
    std::string_view port;  ///< browsers leave it out
};
constexpr auto kSchemes = std::to_array<Scheme>({{"https://", ":443"}, {"http://", ":80"}});

constexpr auto kThisMachine = std::to_array<std::string_view>({"localhost", "127.0.0.1", "[::1]"});

bool is_host(std::string_view host) {
    const bool in_brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (in_brackets)
        host = host.substr(1, host.size() - 2);
    return !host.empty() && std::all_of(host.begin(), host.end(), [&](char c) {
        return is_ascii_alnum(c) || (in_brackets ? c == ':' : c == '-' || c == '.' || c == '_');
    });
}

bool is_port(std::string_view port) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    return error == std::errc{} && end == port.data() + port.size() && number > 0 &&
           number <= 65535 && port.front() != '0';
}

/// Where the port begins, with its colon; the end if there is none.
std::size_t port_at(std::string_view authority) {
    const auto colon = authority.rfind(':');
    return colon == std::string_view::npos || authority.find(']', colon) != std::string_view::npos
               ? authority.size()
               : colon;
}

}  // namespace

std::optional<Origins> Origins::parse(std::string_view list) {
    Origins origins;
    if (trimmed(list).empty())
        return origins;
    for (const std::string_view part : comma_parts(list))
        if (!origins.add(trimmed(part)))
            return std::nullopt;
    // Who names some and then everybody has not decided.
    if (origins.everybody_ && !(origins.exact_.empty() && origins.any_port_.empty()))
        return std::nullopt;
    return origins;
}

bool Origins::add(std::string_view text) {
    if (text == "*") {
        everybody_ = true;
        return true;
    }
    std::string origin = lower_ascii(text);
    const auto* const scheme =
        std::find_if(kSchemes.begin(), kSchemes.end(),
                     [&](const Scheme& known) { return origin.starts_with(known.begin); });
    if (scheme == kSchemes.end())
        return false;
    const std::string_view authority = std::string_view{origin}.substr(scheme->begin.size());
    const auto colon = port_at(authority);
    const std::string_view host = authority.substr(0, colon);
    const std::string_view port = authority.substr(std::min(colon + 1, authority.size()));
    if (!is_host(host))
        return false;
    if (port == "*") {
        origin.pop_back();
        any_port_.push_back(std::move(origin));
        // Elsewhere every port is somebody else's.
        return std::find(kThisMachine.begin(), kThisMachine.end(),
                         std::string_view{any_port_.back()}.substr(scheme->begin.size(), colon)) !=
               kThisMachine.end();
    }
    if (colon < authority.size() && !is_port(port))
        return false;
    if (origin.ends_with(scheme->port))
        origin.resize(origin.size() - scheme->port.size());
    exact_.push_back(std::move(origin));
    return true;
}

bool Origins::contains(std::string_view text) const {
    if (text.empty())
        return false;
    const std::string origin = lower_ascii(text);
    return everybody_ || std::find(exact_.begin(), exact_.end(), origin) != exact_.end() ||
           std::any_of(any_port_.begin(), any_port_.end(), [&](const std::string& begin) {
               return origin + ":" == begin ||
                      (origin.starts_with(begin) &&
                       is_port(std::string_view{origin}.substr(begin.size())));
           });
}

}  // namespace firstline
