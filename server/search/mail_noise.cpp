#include "server/search/mail_noise.h"

#include <algorithm>

namespace firstline {

namespace {

constexpr std::size_t kShortestHash = 32;
constexpr std::size_t kShortestBase64 = 40;
constexpr std::size_t kBytesOfDump = 8;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_noise(std::string_view word) {
    if (word.size() < kShortestHash)
        return false;
    if (word.find_first_not_of("0123456789abcdefABCDEF-") == word.npos)
        return std::any_of(word.begin(), word.end(), is_digit);
    std::size_t digits = 0, capitals = 0, small = 0, slashes = 0;
    for (const char c : word) {
        const bool capital = c >= 'A' && c <= 'Z', little = c >= 'a' && c <= 'z';
        if (!capital && !little && !is_digit(c) && c != '+' && c != '/' && c != '=')
            return false;
        digits += is_digit(c) ? 1 : 0;
        capitals += capital ? 1 : 0;
        small += little ? 1 : 0;
        slashes += c == '/' ? 1 : 0;
    }
    return word.size() >= kShortestBase64 && digits > 0 && capitals > 0 && small > 0 &&
           slashes * 8 <= word.size();
}

/// A web address without scheme, host and query.
std::string_view path_of(std::string_view word) {
    const auto scheme = word.find("://");
    const auto host = scheme == word.npos ? word.find("www.") : scheme + 3;
    const auto path = word.find('/', host);
    if (path == word.npos)
        return {};
    return word.substr(path, word.find_first_of("?#", path) - path);
}

bool is_byte(std::string_view word) {
    return word.size() == 2 && word.find_first_not_of("0123456789abcdefABCDEF") == word.npos;
}

}  // namespace

std::string without_noise(std::string_view line) {
    std::string clean;
    std::size_t bytes = 0;
    for (std::size_t at = 0; at < line.size();) {
        if (is_blank(line[at])) {
            ++at;
            continue;
        }
        const auto begin = at;
        while (at < line.size() && !is_blank(line[at]))
            ++at;
        auto word = line.substr(begin, at - begin);
        if (word.find("://") != word.npos || word.starts_with("www."))
            word = path_of(word);
        if (word.empty() || is_noise(word))
            continue;
        bytes += is_byte(word) ? 1 : 0;
        clean.append(clean.empty() ? "" : " ").append(word);
    }
    return bytes >= kBytesOfDump ? std::string() : clean;
}

}  // namespace firstline
