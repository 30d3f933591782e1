#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "server/store/sign_in_attempts.h"

namespace firstline {

/// How long to wait after so many failures: nothing after the first `free` of them, then `first`,
/// twice as long after each further one, never more than `longest`.
struct DelayRule {
    unsigned free;
    std::chrono::seconds first;
    std::chrono::seconds longest;
};

/// The wait after this many failures in a row.
std::chrono::seconds delay_after(unsigned failures, const DelayRule& rule);

/// For one name from one network. Five slips are a person's; then 300 guesses a day at most.
inline constexpr DelayRule kOneName{5, std::chrono::seconds{2}, std::chrono::minutes{5}};
/// For one network, whatever the names: an office may be behind one address, so many are free, and
/// the wait is one that people sit out.
inline constexpr DelayRule kOneNetwork{30, std::chrono::seconds{1}, std::chrono::seconds{30}};

/// For one name from the 65,536 networks of an IPv6 address's first 48 bits, which one customer of
/// a provider may have all of.
inline constexpr DelayRule kOneNameWidely{30, std::chrono::seconds{2}, std::chrono::minutes{5}};

/// Which addresses are taken for one attacker: an IPv4 address by itself, also if it is mapped into
/// IPv6; of IPv6 the first 64 bits, which one household has. What is no address is its own network.
std::string network_of(std::string_view address);
/// The network of 48 bits that holds a network of IPv6; empty for others.
std::string wide_network_of(std::string_view network);

/// Slows down who guesses passwords, and nobody else: failures count for a name and a network
/// together and for the network, never for the name alone, so that nobody can lock somebody out
/// from elsewhere. Who signed in from a network within the last 30 days does not wait for what
/// others do there. All throw StoreError.
class SignInThrottle {
public:
    explicit SignInThrottle(Connection& connection)
        : connection_(connection), attempts_(connection) {}

    /// How long this attempt must wait; it then does not count. Zero: it may be made, and counts as
    /// a failure until succeeded() is told, so that a hundred at once are not free.
    std::chrono::seconds begin(std::string_view name, std::string_view network,
                               std::chrono::sys_seconds now);
    /// How long an attempt made now would have to wait; it does not count as one.
    std::chrono::seconds wait(std::string_view name, std::string_view network,
                              std::chrono::sys_seconds now);
    /// Whether this name has signed in from this network within the last 30 days.
    bool is_known(std::string_view name, std::string_view network, std::chrono::sys_seconds now);
    /// Takes part in a transaction of the caller's.
    void succeeded(std::string_view name, std::string_view network, std::chrono::sys_seconds now);

private:
    struct Counts;
    Counts counts(std::string_view name, std::string_view network);

    Connection& connection_;
    SignInAttemptTable attempts_;
};

}  // namespace firstline
