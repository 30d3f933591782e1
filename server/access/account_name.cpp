#include "server/access/account_name.h"

#include <algorithm>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr std::size_t kLongestName = 64;

}  // namespace

std::string account_name(std::string_view typed) {
    std::string name = lower_ascii(typed);
    const auto allowed = [](char c) {
        return is_ascii_alnum(c) || std::string_view{"._-+@"}.find(c) != std::string_view::npos;
    };
    if (name.empty() || name.size() > kLongestName || !is_ascii_alnum(name.front()) ||
        !std::all_of(name.begin(), name.end(), allowed))
        return {};
    return name;
}

}  // namespace firstline
