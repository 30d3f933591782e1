#include "server/access/account_name.h"

#include <algorithm>

namespace firstline {

namespace {

constexpr std::size_t kLongestName = 64;

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string lower_ascii(std::string_view text) {
    std::string lower{text};
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

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
