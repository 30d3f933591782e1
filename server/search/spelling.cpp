#include "server/search/spelling.h"

#include <algorithm>
#include <map>

#include "server/search/ranking_numbers.h"

namespace firstline {

namespace {

using namespace ranking;

bool may_be_misspelt(const std::string& word) {
    return word.size() >= kShortestCorrected && std::none_of(word.begin(), word.end(), [](char c) {
               return (c >= '0' && c <= '9') || c == '_' || c == '.';
           });
}

}  // namespace

std::optional<std::string> corrected(std::string_view text,
                                     const std::vector<std::string>& unknown_words,
                                     OpenIndex& index) {
    std::map<std::string, std::string> better;
    for (const auto& word : unknown_words) {
        if (better.size() == kMostCorrected)
            break;
        if (!may_be_misspelt(word))
            continue;
        const unsigned edits = word.size() <= kOneEditUpTo ? 1 : 2;
        std::string suggestion = index.articles.get_spelling_suggestion(word, edits);
        if (!suggestion.empty() && suggestion != word)
            better.emplace(word, std::move(suggestion));
    }
    if (better.empty())
        return std::nullopt;
    std::string result;
    std::size_t copied = 0;
    TokenReader reader(text);
    for (Token token; reader.next(token);) {
        const auto replaced = better.find(token.word);
        if (token.piece || replaced == better.end())
            continue;
        result += text.substr(copied, token.begin - copied);
        result += replaced->second;
        copied = token.end;
    }
    result += text.substr(copied);
    return result;
}

}  // namespace firstline
