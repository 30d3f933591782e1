#pragma once

#include <string_view>

namespace firstline {

/// Whether the host of this address is this machine.
bool is_loopback_url(std::string_view url);

}  // namespace firstline
