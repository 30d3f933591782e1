#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// The name by which an account, or a token, is known: lower case. Empty if nobody can be called
/// so: 1 to 64 characters of a-z, 0-9 and `. _ - + @`, a letter or digit first. A plain set, since
/// names stand in logs and command lines, and two must never look alike.
std::string account_name(std::string_view typed);

}  // namespace firstline
