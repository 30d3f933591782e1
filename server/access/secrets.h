#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// 256 random bits of the operating system as 43 characters of base64url.
std::string random_token();

/// What the store keeps of a token: SHA-256 in 64 hexadecimal digits. No salt, since nobody can
/// make a list of all tokens; so a token is found by its hash.
std::string hash_of_token(std::string_view token);

/// Takes as long for texts that differ at their beginning as for those that differ at their end.
/// Only their lengths can be told from the time.
bool equal_secrets(std::string_view a, std::string_view b);

}  // namespace firstline
