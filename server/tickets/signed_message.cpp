#include "server/tickets/signed_message.h"

#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "indexer/text/characters.h"
#include "server/access/secrets.h"

namespace firstline {

namespace {

std::string hmac_sha256_hex(std::string_view key, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &length);
    std::string hex;
    for (unsigned i = 0; i < length; ++i)
        hex += fmt::format("{:02x}", digest.at(i));
    return hex;
}

std::optional<std::chrono::sys_seconds> moment_from(std::string_view text) {
    // Twelve digits reach past the year 30000 and never overflow.
    constexpr std::size_t kMostDigits = 12;
    std::int64_t seconds = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, seconds);
    if (error != std::errc{} || stopped != end || text.size() > kMostDigits || seconds < 0)
        return std::nullopt;
    return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

}  // namespace

std::string signature_of(std::string_view secret, std::chrono::sys_seconds timestamp,
                         std::string_view body) {
    return "v1=" + hmac_sha256_hex(
                       secret, fmt::format("{}.{}", timestamp.time_since_epoch().count(), body));
}

SignatureCheck check_signature(const SignedMessage& message, std::string_view secret,
                               std::chrono::sys_seconds now) {
    const auto timestamp = moment_from(message.timestamp);
    // Anybody knows the signature that an empty secret makes.
    if (!timestamp || secret.empty())
        return SignatureCheck::wrong;
    const std::string expected = signature_of(secret, *timestamp, message.body);
    bool good = false;
    for (const std::string_view given : comma_parts(message.signature))
        good = equal_secrets(given, expected) || good;
    if (!good)
        return SignatureCheck::wrong;
    const bool holds = now - kSignatureHolds <= *timestamp && *timestamp <= now + kSignatureHolds;
    return holds ? SignatureCheck::good : SignatureCheck::stale;
}

}  // namespace firstline
