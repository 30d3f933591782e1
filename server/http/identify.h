#pragma once

#include <stdexcept>

#include "server/http/message.h"
#include "server/http/site.h"

namespace firstline {

/// The request shows a token that is not valid; what() says so. To be told, not passed over: a
/// program that silently became a reader would find less without a reason.
struct InvalidToken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Sets `client`, `proxied` and `secure`: headers about them count only if a trusted proxy sends
/// them.
void find_client(const Site& site, Request& request);

/// Whether a proxy that is not trusted forwarded this request: what it says of the client is not
/// used. REQUIRES: find_client().
bool is_from_unknown_proxy(const Site& site, const Request& request);

/// Who sent this request: by a token, else a session, else what a trusted proxy says.
/// REQUIRES: find_client(). Throws InvalidToken; StoreError only for a token: people read on as
/// readers while the store cannot be asked, which is logged.
Caller identify(const Site& site, const Request& request);

/// Whether the connection is one over which passwords may go: https, or within this machine, which
/// then is the address that readers use.
bool may_sign_in(const Site& site, const Request& request);

/// The session's token that the request shows; empty if none.
std::string_view session_token(const Request& request);
/// Makes the browser show this session's token from now on; none if it is empty.
void set_session(Reply& reply, const Request& request, std::string_view token);

}  // namespace firstline
