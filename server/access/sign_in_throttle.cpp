#include "server/access/sign_in_throttle.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

#include "server/access/secrets.h"

namespace firstline {

namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

/// Failures of a day ago are nobody's concern.
constexpr seconds kForgotten = std::chrono::hours{24};
constexpr seconds kKnown = std::chrono::days{30};
/// The name of the row that stands for a network as a whole.
constexpr std::string_view kAnyName;

seconds left_of(const SignInAttempts& attempts, const DelayRule& rule, sys_seconds now) {
    // A clock that was set back must not make anybody wait longer than the rule.
    const auto passed = std::max(now - attempts.last, seconds{0});
    return std::max(delay_after(attempts.failures, rule) - passed, seconds{0});
}

/// People type passwords where a name belongs: what was typed is not kept as it is.
std::string row_name(std::string_view name) {
    return hash_of_token(name);
}

bool is_known(const SignInAttempts& attempts, sys_seconds now) {
    return attempts.succeeded && now - *attempts.succeeded < kKnown;
}

SignInAttempts one_more(SignInAttempts attempts, sys_seconds now) {
    if (now - attempts.last >= kForgotten)
        attempts.failures = 0;
    ++attempts.failures;
    attempts.last = now;
    return attempts;
}

}  // namespace

seconds delay_after(unsigned failures, const DelayRule& rule) {
    if (failures <= rule.free)
        return seconds{0};
    seconds delay = rule.first;
    for (unsigned i = rule.free + 1; i < failures && delay < rule.longest; ++i)
        delay *= 2;
    return std::min(delay, rule.longest);
}

std::string network_of(std::string_view address) {
    std::string text{address};
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1)
        return text;
    std::array<char, INET6_ADDRSTRLEN> shown{};
    constexpr std::array<unsigned char, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (std::equal(kMapped.begin(), kMapped.end(), bytes.begin()))
        return inet_ntop(AF_INET, bytes.data() + kMapped.size(), shown.data(), shown.size());
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    inet_ntop(AF_INET6, bytes.data(), shown.data(), shown.size());
    return std::string{shown.data()} + "/64";
}

std::string wide_network_of(std::string_view network) {
    const std::string address{network.substr(0, network.find('/'))};
    std::array<unsigned char, 16> bytes{};
    if (!network.ends_with("/64") || inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1)
        return {};
    std::fill(bytes.begin() + 6, bytes.end(), static_cast<unsigned char>(0));
    std::array<char, INET6_ADDRSTRLEN> shown{};
    inet_ntop(AF_INET6, bytes.data(), shown.data(), shown.size());
    return std::string{shown.data()} + "/48";
}

/// What is counted of one name in one network.
struct SignInThrottle::Counts {
    SignInAttempts one;   ///< for both together
    SignInAttempts all;   ///< for the network, whatever the name
    SignInAttempts wide;  ///< for the name in the wide network

    seconds wait(sys_seconds now) const {
        const auto theirs = left_of(one, kOneName, now);
        if (firstline::is_known(one, now))
            return theirs;
        return std::max(
            {theirs, left_of(all, kOneNetwork, now), left_of(wide, kOneNameWidely, now)});
    }
};

SignInThrottle::Counts SignInThrottle::counts(std::string_view name, std::string_view network) {
    const std::string wide = wide_network_of(network);
    return {attempts_.find(row_name(name), network), attempts_.find(kAnyName, network),
            wide.empty() ? SignInAttempts{} : attempts_.find(row_name(name), wide)};
}

seconds SignInThrottle::begin(std::string_view name, std::string_view network, sys_seconds now) {
    // One transaction: two attempts at once must not both find the same count.
    Transaction transaction(connection_);
    attempts_.forget(now - kForgotten, now - kKnown);
    const auto before = counts(name, network);
    const auto wait = before.wait(now);
    if (wait == seconds{0}) {
        attempts_.put(row_name(name), network, one_more(before.one, now));
        attempts_.put(kAnyName, network, one_more(before.all, now));
        if (const auto wide = wide_network_of(network); !wide.empty())
            attempts_.put(row_name(name), wide, one_more(before.wide, now));
    }
    transaction.commit();
    return wait;
}

seconds SignInThrottle::wait(std::string_view name, std::string_view network, sys_seconds now) {
    return counts(name, network).wait(now);
}

bool SignInThrottle::is_known(std::string_view name, std::string_view network, sys_seconds now) {
    return firstline::is_known(attempts_.find(row_name(name), network), now);
}

void SignInThrottle::succeeded(std::string_view name, std::string_view network, sys_seconds now) {
    attempts_.put(row_name(name), network, {0, now, now});
    // Only what begin() counted for this attempt: who has one account could otherwise guess at the
    // others without end.
    auto all = attempts_.find(kAnyName, network);
    if (all.failures > 0)
        --all.failures;
    attempts_.put(kAnyName, network, all);
    if (const auto wide = wide_network_of(network); !wide.empty())
        attempts_.put(row_name(name), wide, {0, now, now});
}

}  // namespace firstline
