#pragma once

#include "server/http/message.h"
#include "server/http/site.h"

namespace firstline {

/// Sets `client`, `proxied` and `secure`: headers about them count only if a trusted proxy sends
/// them.
void find_client(const Site& site, Request& request);

/// Whether a proxy that is not trusted forwarded this request: what it says of the client is not
/// used. REQUIRES: find_client().
bool is_from_unknown_proxy(const Site& site, const Request& request);

/// Whether the client sits on this machine, with no proxy between. REQUIRES: find_client().
bool is_local(const Request& request);

/// Whether the connection is one over which passwords may go: https, or within this machine, which
/// then is the address that readers use.
bool may_sign_in(const Site& site, const Request& request);

}  // namespace firstline
