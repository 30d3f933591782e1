#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace firstline {

/// How far the clocks of two machines may be apart, and how long a message may be on its way.
inline constexpr std::chrono::minutes kSignatureHolds{5};

/// `v1=` and HMAC-SHA256 with `secret` over the seconds since 1970, a full stop and the body, in
/// hexadecimal digits: what stands in `Firstline-Signature` beside `Firstline-Timestamp`.
std::string signature_of(std::string_view secret, std::chrono::sys_seconds timestamp,
                         std::string_view body);

/// A message as it came, with what its head says of it.
struct SignedMessage {
    std::string_view timestamp;  ///< of `Firstline-Timestamp`: seconds since 1970
    std::string_view signature;  ///< of `Firstline-Signature`; several, parted by commas, while the
                                 ///< secret is being changed
    std::string_view body;
};

enum class SignatureCheck { good, wrong, stale };

/// Whether the message comes from somebody who has the secret, and not from long ago. A message
/// that is sent again within that time is let through: what it tells is told once all the same.
SignatureCheck check_signature(const SignedMessage& message, std::string_view secret,
                               std::chrono::sys_seconds now);

}  // namespace firstline
