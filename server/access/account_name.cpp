#include "server/access/account_name.h"

#include <algorithm>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr std::size_t kLongestName = 64;

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string account_name(std::string_view typed) {
    std::string name = lower_ascii(typed);
    const auto allowed = [](char c) {
        return is_letter_or_digit(c) || std::string_view{"._-+@"}.find(c) != std::string_view::npos;
    };
    if (name.empty() || name.size() > kLongestName || !is_letter_or_digit(name.front()) ||
        !std::all_of(name.begin(), name.end(), allowed))
        return {};
    return name;
}

}  // namespace firstline
