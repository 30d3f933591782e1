#pragma once

#include <string_view>

namespace firstline {

/// Whether a User-Agent says that no person reads: crawlers, monitors, programs. One that says
/// nothing is no browser either.
bool is_bot(std::string_view user_agent);

}  // namespace firstline
