#include "server/access/passwords.h"

#include <algorithm>
#include <array>
#include <new>

#include <fmt/format.h>
#include <sodium.h>

#include "indexer/text/characters.h"
#include "server/access/account_name.h"
#include "server/access/secrets.h"

namespace firstline {

std::string weakness_of(std::string_view password, std::string_view name) {
    const auto length = character_count(password);
    if (length < kShortestPassword)
        return fmt::format("it has {} characters and must have at least {}", length,
                           kShortestPassword);
    if (password.size() > kLongestPassword)
        return fmt::format("it is longer than {} bytes", kLongestPassword);
    if (lower_ascii(password) == lower_ascii(name))
        return "it is the name of the account";
    if (std::all_of(password.begin(), password.end(),
                    [&](char c) { return c == password.front(); }))
        return "it is one character again and again";
    return {};
}

PasswordHasher::PasswordHasher(PasswordCost cost) : cost_(cost) {
    nobodys_ = hash(random_token());
}

std::string PasswordHasher::hash(std::string_view password) {
    const std::lock_guard lock(turn_);
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost_.passes,
                              cost_.memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return text.data();
}

bool PasswordHasher::verify(std::string_view hash, std::string_view password) {
    const std::lock_guard lock(turn_);
    // The library reads up to the NUL, which a view need not have.
    return password.size() <= kLongestPassword &&
           crypto_pwhash_str_verify(std::string{hash}.c_str(), password.data(), password.size()) ==
               0;
}

void PasswordHasher::verify_nothing(std::string_view password) {
    verify(nobodys_, password);
}

}  // namespace firstline
