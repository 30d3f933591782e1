#include "server/search/stem_finder.h"

#include <iterator>

namespace firstline {

namespace {

/// A section longer than this is searched only so far: a log pasted into an article is no answer.
constexpr std::size_t kMostTextRead = std::size_t{32} * 1024;

}  // namespace

StemFinder::StemFinder(const std::unordered_map<std::string, double>& stems, Language& language)
    : stems_(stems), language_(language) {
    for (std::size_t byte = 0x80; byte < first_bytes_.size(); ++byte)
        first_bytes_.set(byte);
    for (const auto& [stem, worth] : stems_)
        if (!stem.empty())
            first_bytes_.set(static_cast<unsigned char>(stem.front()));
}

std::vector<StemMatch> StemFinder::matches(std::string_view text) {
    std::vector<StemMatch> found;
    TokenReader reader(text.substr(0, kMostTextRead), first_bytes_);
    while (reader.next(token_)) {
        if (token_.word.empty() ||
            !first_bytes_.test(static_cast<unsigned char>(token_.word.front())))
            continue;
        const Found& stem = look_up(token_.word);
        if (!stem.wanted)
            continue;
        // A piece lies within the token before it, which says more.
        if (token_.piece && !found.empty() && found.back().end > token_.begin)
            continue;
        found.push_back({token_.begin, token_.end, stem.number, stem.worth});
    }
    return found;
}

const StemFinder::Found& StemFinder::look_up(const std::string& word) {
    const auto [known, is_new] = words_.try_emplace(word);
    if (is_new)
        if (const auto stem = stems_.find(language_.stem(word)); stem != stems_.end())
            known->second = {
                .wanted = true,
                .number = static_cast<std::size_t>(std::distance(stems_.begin(), stem)),
                .worth = stem->second};
    return known->second;
}

}  // namespace firstline
