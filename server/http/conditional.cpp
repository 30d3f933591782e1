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
    std::string_view list = request.header("If-None-Match");
    while (!list.empty()) {
        const std::string_view item = list.substr(0, list.find(','));
        list.remove_prefix(std::min(list.size(), item.size() + 1));
        if (opaque(trimmed(item)) == opaque(tag))
            return true;
    }
    return false;
}

Reply not_modified(std::string_view tag, std::string_view cache_control) {
    Reply reply;
    reply.status = 304;
    reply.headers = {{"ETag", std::string{tag}}, {"Cache-Control", std::string{cache_control}}};
    return reply;
}

}  // namespace firstline
