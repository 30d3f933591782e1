#include "indexer/external/address_range.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <span>

#include <netinet/in.h>

namespace firstline {

namespace {

using Bytes = std::span<const std::uint8_t>;

struct Range {
    std::array<std::uint8_t, 6> begin;
    unsigned bits;
};

/// IANA's registry of special-purpose addresses, and multicast.
constexpr auto kNotPublic4 = std::to_array<Range>({
    {{0}, 8},
    {{10}, 8},
    {{100, 64}, 10},
    {{127}, 8},
    {{169, 254}, 16},
    {{172, 16}, 12},
    {{192, 0, 0}, 24},
    {{192, 0, 2}, 24},
    {{192, 168}, 16},
    {{198, 18}, 15},
    {{198, 51, 100}, 24},
    {{203, 0, 113}, 24},
    {{192, 88, 99}, 24},
    {{224}, 3},
});

/// Of what begins as public addresses do: tunnels to anywhere, tests, documentation.
constexpr auto kNotPublic6 = std::to_array<Range>({
    {{0x20, 0x01, 0x00}, 23},
    {{0x20, 0x01, 0x0d, 0xb8}, 32},
    {{0x20, 0x02}, 16},
    {{0x3f, 0xff}, 20},
});
constexpr Range kPublic6{{0x20}, 3};
/// NAT64: the last four bytes are an IPv4 address.
constexpr Range kCarries4{{0x00, 0x64, 0xff, 0x9b}, 96};

bool is_in(const Range& range, Bytes address) {
    for (unsigned bit = 0; bit < range.bits; ++bit) {
        const std::uint8_t begin = bit / 8 < range.begin.size() ? range.begin[bit / 8] : 0;
        if (((begin ^ address[bit / 8]) >> (7 - bit % 8) & 1) != 0)
            return false;
    }
    return true;
}

bool is_public4(Bytes address) {
    return std::none_of(kNotPublic4.begin(), kNotPublic4.end(),
                        [&](const Range& range) { return is_in(range, address); });
}

bool is_public6(Bytes address) {
    if (is_in(kCarries4, address))
        return is_public4(address.last(4));
    return is_in(kPublic6, address) &&
           std::none_of(kNotPublic6.begin(), kNotPublic6.end(),
                        [&](const Range& range) { return is_in(range, address); });
}

}  // namespace

bool is_public(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        sockaddr_in in{};
        std::memcpy(&in, &address, sizeof in);
        std::array<std::uint8_t, 4> bytes{};
        std::memcpy(bytes.data(), &in.sin_addr, bytes.size());
        return is_public4(bytes);
    }
    if (address.sa_family == AF_INET6) {
        sockaddr_in6 in{};
        std::memcpy(&in, &address, sizeof in);
        std::array<std::uint8_t, 16> bytes{};
        std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
        return is_public6(bytes);
    }
    return false;
}

}  // namespace firstline
