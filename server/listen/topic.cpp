#include "server/listen/topic.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace firstline {

namespace {

constexpr std::size_t kMostWords = 12;

std::vector<std::string> stems_of(std::string_view text, Language& language, bool all) {
    std::vector<std::string> stems;
    for (const Token& token : tokens_of(text, false)) {
        if (!all && (language.is_stop_word(token.word) || language.is_chatter(token.word)))
            continue;
        const std::string& stem = language.stem(token.word);
        if (stems.size() < kMostWords && std::find(stems.begin(), stems.end(), stem) == stems.end())
            stems.push_back(stem);
    }
    return stems;
}

}  // namespace

std::string topic_of(std::string_view text, Language& language) {
    auto stems = stems_of(text, language, false);
    if (stems.empty())
        stems = stems_of(text, language, true);
    return fmt::format("{}", fmt::join(stems, " "));
}

}  // namespace firstline
