#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstline {

/// The address that `text` is, with a port or without (`1.2.3.4:80`, `[::1]:80`), in its shortest
/// form; nothing if it is none.
std::optional<std::string> address_in(std::string_view text);

/// Ranges of network addresses, IPv4 and IPv6.
class Networks {
public:
    /// Of `10.0.0.0/8, 127.0.0.1, ::1`; empty for an empty text. Nothing if a part is no address
    /// and no range.
    static std::optional<Networks> parse(std::string_view list);

    /// False for what is no address. An IPv4 address is the same when it is mapped into IPv6.
    bool contains(std::string_view address) const;
    bool empty() const { return ranges_.empty(); }

private:
    using Bytes = std::array<unsigned char, 16>;
    struct Range {
        Bytes address;
        unsigned bits;  ///< of the address that count, from its beginning
    };
    static std::optional<Bytes> bytes_of(std::string_view address);
    static std::optional<Range> range_of(std::string_view text);

    std::vector<Range> ranges_;
};

}  // namespace firstline
