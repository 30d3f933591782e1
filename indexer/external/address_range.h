#pragma once

#include <sys/socket.h>

namespace firstline {

/// Whether this is an address of the public internet: not of this machine, of a private or local
/// network, or of what is reserved, also where an IPv6 address carries such an IPv4 one. What is
/// neither IPv4 nor IPv6 is not public.
bool is_public(const sockaddr& address);

}  // namespace firstline
