#include "server/http/conditional.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "indexer/text/characters.h"

namespace firstline {
namespace {

/// 16 bytes of a SHA-256 are far beyond any accident.
constexpr std::size_t kTagBytes = 16;

std::string_view opaque(std::string_view tag) {
    return tag.starts_with("W/") ? tag.substr(2) : tag;
}

}  // namespace

std::string strong_tag(const std::vector<std::string>& made_from) {
    std::string all;
    for (const std::string& part : made_from)
        all += fmt::format("{}:{}", part.size(), part);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_Digest(all.data(), all.size(), digest.data(), &length, EVP_sha256(), nullptr);
    std::string hex;
    for (std::size_t i = 0; i < kTagBytes; ++i)
        hex += fmt::format("{:02x}", digest.at(i));
    return '"' + hex + '"';
}

std::string weak_tag(const std::vector<std::string>& made_from) {
    return "W/" + strong_tag(made_from);
}

bool client_has(const Request& request, std::string_view tag) {
    const auto tags = comma_parts(request.header("If-None-Match"));
    return std::any_of(tags.begin(), tags.end(),
                       [&](std::string_view known) { return opaque(known) == opaque(tag); });
}

Reply not_modified(std::string_view tag, std::string_view cache_control) {
    Reply reply;
    reply.status = 304;
    reply.headers = {{"ETag", std::string{tag}}, {"Cache-Control", std::string{cache_control}}};
    return reply;
}

}  // namespace firstline
