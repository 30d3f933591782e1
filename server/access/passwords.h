#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

namespace firstline {

/// What one hash costs, and what guessing one costs whoever has stolen the store.
struct PasswordCost {
    /// Passes over the memory. With the memory below about 100 ms on one core of 2020.
    unsigned long long passes = 2;
    std::size_t memory = std::size_t{64} << 20;  ///< bytes; at least 8,192
};

/// In characters. NIST SP 800-63B asks for 8 and against rules of composition; two more are for
/// accounts that no second factor guards.
inline constexpr std::size_t kShortestPassword = 10;
/// In bytes; longer ones are no passwords but attacks.
inline constexpr std::size_t kLongestPassword = 1024;

/// Why this cannot be the password of that account, as a clause for people; empty if it can.
std::string weakness_of(std::string_view password, std::string_view name);

/// Hashes passwords by Argon2id (RFC 9106). Any number of threads may use one; they take turns, so
/// that many people who sign in at once need the memory of one.
class PasswordHasher {
public:
    explicit PasswordHasher(PasswordCost cost = {});

    /// The hash with its salt and cost, in printable characters. Throws std::bad_alloc.
    std::string hash(std::string_view password);
    /// False also for what is no hash. Takes the time that the hash was made with.
    bool verify(std::string_view hash, std::string_view password);
    /// Takes the time of verify(): for names that have no account.
    void verify_nothing(std::string_view password);

private:
    PasswordCost cost_;
    std::mutex turn_;
    std::string nobodys_;  ///< the hash of a password that nobody knows
};

}  // namespace firstline
