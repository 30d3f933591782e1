#include "server/access/networks.h"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

/// What stands before an IPv4 address that is mapped into IPv6 (RFC 4291, 2.5.5.2).
constexpr unsigned kMappedBits = 96;

bool is_ipv4(std::string_view address) {
    return address.find(':') == std::string_view::npos;
}

}  // namespace

std::optional<std::string> address_in(std::string_view text) {
    if (text.starts_with('['))
        text = text.substr(1, text.find(']') - 1);
    else if (text.find('.') != std::string_view::npos && text.find("::") == std::string_view::npos)
        text = text.substr(0, text.find(':'));
    const std::string address{text};
    std::array<unsigned char, 16> bytes{};
    std::array<char, INET6_ADDRSTRLEN> shown{};
    for (const int family : {AF_INET, AF_INET6})
        if (inet_pton(family, address.c_str(), bytes.data()) == 1)
            return inet_ntop(family, bytes.data(), shown.data(), shown.size());
    return std::nullopt;
}

std::optional<Networks::Bytes> Networks::bytes_of(std::string_view address) {
    const std::string text =
        is_ipv4(address) ? "::ffff:" + std::string{address} : std::string{address};
    Bytes bytes{};
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1)
        return std::nullopt;
    return bytes;
}

std::optional<Networks::Range> Networks::range_of(std::string_view text) {
    const auto slash = text.find('/');
    const auto address = text.substr(0, slash);
    const auto bytes = bytes_of(address);
    if (!bytes)
        return std::nullopt;
    const unsigned before = is_ipv4(address) ? kMappedBits : 0;
    if (slash == std::string_view::npos)
        return Range{*bytes, 128};
    const auto digits = text.substr(slash + 1);
    unsigned bits = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    if (error != std::errc{} || end != digits.data() + digits.size() || bits > 128 - before)
        return std::nullopt;
    return Range{*bytes, before + bits};
}

std::optional<Networks> Networks::parse(std::string_view list) {
    Networks networks;
    if (trimmed(list).empty())
        return networks;
    for (const auto part : comma_parts(list)) {
        const auto range = range_of(part);
        if (!range)
            return std::nullopt;
        networks.ranges_.push_back(*range);
    }
    return networks;
}

bool Networks::contains(std::string_view address) const {
    const auto bytes = bytes_of(address);
    if (!bytes)
        return false;
    const auto covers = [&](const Range& range) {
        for (unsigned bit = 0; bit < range.bits; bit += 8) {
            const unsigned left = std::min(range.bits - bit, 8U);
            const unsigned mask = (0xFFU << (8 - left)) & 0xFFU;
            if ((((*bytes)[bit / 8] ^ range.address[bit / 8]) & mask) != 0)
                return false;
        }
        return true;
    };
    return std::any_of(ranges_.begin(), ranges_.end(), covers);
}

}  // namespace firstline
