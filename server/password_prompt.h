#pragma once

#include <string>

namespace firstline {

/// A new password: from a terminal without showing it, twice; else the first line of `input`, a
/// file descriptor. Prompts go to standard error. Throws ConfigError if the two differ, nothing
/// comes, or a signal to stop does.
std::string ask_new_password(const std::string& account, int input);

}  // namespace firstline
