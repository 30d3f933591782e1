#include "server/access/secrets.h"

#include <array>
#include <stdexcept>

#include <sodium.h>

namespace firstline {

namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr int kUrlSafe = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

void ready_library() {
    // Cheap, and allowed, to say again.
    if (sodium_init() < 0)
        throw std::runtime_error("the library of cryptography cannot be used on this machine");
}

}  // namespace

std::string random_token() {
    ready_library();
    std::array<unsigned char, kTokenBytes> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::array<char, sodium_base64_ENCODED_LEN(kTokenBytes, kUrlSafe)> text{};
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kUrlSafe);
    return text.data();
}

std::string hash_of_token(std::string_view token) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(token.data()),
                       token.size());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text{};
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return text.data();
}

bool equal_secrets(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace firstline
