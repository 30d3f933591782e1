#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/http/client.h"

namespace firstline {

/// A person's browser as far as signing in needs one: keeps cookies, and sends forms from the page
/// that it has shown last.
class Visitor {
public:
    explicit Visitor(int port) : port_(port), host_("127.0.0.1:" + std::to_string(port)) {}

    /// Follows no redirect. `more` are further headers.
    Received get(const std::string& target, const Headers& more = {});
    /// Sends a form with the token of the last page and this server's Origin.
    Received post(const std::string& target, std::map<std::string, std::string> fields,
                  const Headers& more = {});
    /// Opens the page to sign in on, and signs in.
    Received sign_in(const std::string& name, const std::string& password,
                     const Headers& more = {});

    std::map<std::string, std::string> cookies;
    std::string form_token;  ///< of the last page that had one
    std::string user_agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0";

private:
    Received keep(const Received& answer);
    Headers with_cookies(const Headers& more) const;

    int port_;
    std::string host_;
};

}  // namespace firstline
