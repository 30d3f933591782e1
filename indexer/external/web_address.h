#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace firstline {

/// An address on the web as it is asked for: encoded, without fragment, user and password.
struct WebAddress {
    std::string url;
    std::string host;      ///< in lower case
    std::string whose;     ///< host, and port unless it is a usual one: whose turn it takes to ask
    std::string fragment;  ///< what stood behind `#`, with it; empty without one

    friend bool operator==(const WebAddress&, const WebAddress&) = default;
};

/// Read as the library reads it that asks, so that what is judged is what is asked. Nothing for
/// what is no http or https address.
std::optional<WebAddress> web_address(std::string_view text);

}  // namespace firstline
