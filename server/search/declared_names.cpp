#include "server/search/declared_names.h"

#include <algorithm>

#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

/// Longer ones are sentences that somebody took for a tag.
constexpr std::size_t kMostWords = 8;

/// Words of one name stand beside each other, in one paragraph.
bool may_part(std::string_view gap) {
    return gap.size() <= 3 && std::all_of(gap.begin(), gap.end(), [](char c) {
               return is_ascii_space(c) || c == '-' || c == '/' || c == '&' || c == '.';
           });
}

bool is_small(std::string_view text) {
    return lower_ascii(text) == text;
}

}  // namespace

DeclaredNames::DeclaredNames(const std::vector<std::string>& products,
                             const std::vector<std::string>& tags, const Language& language) {
    for (const auto& product : products)
        add(product, false, language);
    for (const auto& tag : tags)
        add(tag, true, language);
}

void DeclaredNames::add(const std::string& shown, bool is_tag, const Language& language) {
    const auto words = tokens_of(shown, false);
    if (words.empty() || words.size() > kMostWords)
        return;
    Name name{.shown = shown,
              .before = lower_ascii(shown.substr(0, words.front().begin)),
              .behind = lower_ascii(shown.substr(words.back().end)),
              .is_tag = is_tag};
    const auto& first = words.front().word;
    const bool everyday = words.size() == 1 && (language.is_stop_word(first) ||
                                                language.is_chatter(first) || first.size() == 1);
    name.to_the_letter = everyday;
    const bool has_signs = !name.before.empty() || !name.behind.empty();
    if (everyday && !has_signs && (is_small(shown) || first.size() == 1))
        return;
    if (!names_.emplace(folded_words(shown), std::move(name)).second)
        return;
    auto& most = first_[first];
    most = std::max(most, words.size());
}

const DeclaredNames::Name* DeclaredNames::named(std::string_view text, const std::string& words,
                                                NamedAt& at) const {
    const auto found = names_.find(words);
    if (found == names_.end())
        return nullptr;
    const Name& name = found->second;
    if (at.begin < name.before.size())
        return nullptr;
    at.begin -= name.before.size();
    if (lower_ascii(text.substr(at.begin, name.before.size())) != name.before ||
        lower_ascii(text.substr(at.end, name.behind.size())) != name.behind)
        return nullptr;
    at.end += name.behind.size();
    at.is_tag = name.is_tag;
    if (name.to_the_letter && text.substr(at.begin, at.end - at.begin) != name.shown)
        return nullptr;
    return &name;
}

std::vector<NamedAt> DeclaredNames::in(std::string_view text) const {
    std::vector<NamedAt> all;
    if (names_.empty())
        return all;
    const auto tokens = tokens_of(text, false);
    for (std::size_t i = 0; i < tokens.size();) {
        const auto first = first_.find(tokens[i].word);
        std::size_t taken = 0;
        NamedAt best;
        std::string words;
        const std::size_t most = first == first_.end() ? 0 : first->second;
        for (std::size_t n = 1; n <= most && i + n <= tokens.size(); ++n) {
            const Token& token = tokens[i + n - 1];
            const auto gap_begin = n == 1 ? token.begin : tokens[i + n - 2].end;
            // Neighbouring pairs of characters overlap (tokens.h).
            if (gap_begin < token.begin &&
                !may_part(text.substr(gap_begin, token.begin - gap_begin)))
                break;
            words += (n == 1 ? "" : " ") + token.word;
            NamedAt at{tokens[i].begin, token.end, false};
            if (named(text, words, at)) {
                best = at;
                taken = n;
            }
        }
        if (taken > 0)
            all.push_back(best);
        i += std::max<std::size_t>(taken, 1);
    }
    return all;
}

}  // namespace firstline
