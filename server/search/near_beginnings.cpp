#include "server/search/near_beginnings.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "server/search/ranking_numbers.h"

namespace firstline {

namespace {

using Letters = std::u32string;

Letters letters_of(const std::string& word) {
    Letters letters;
    for (Xapian::Utf8Iterator it(word); it != Xapian::Utf8Iterator(); ++it)
        letters += static_cast<char32_t>(*it);
    return letters;
}

std::string word_of(const Letters& letters) {
    std::string word;
    for (const char32_t letter : letters)
        Xapian::Unicode::append_utf8(word, static_cast<unsigned>(letter));
    return word;
}

/// What the keyboards of a language have beyond a to z.
Letters alphabet_of(const std::string& language) {
    struct More {
        std::string_view tag;
        std::u32string_view letters;
    };
    static constexpr auto kMore =
        std::to_array<More>({{"de", U"äöüß"}, {"fr", U"àâæçéèêëîïôœùûü"}, {"es", U"áéíñóúü"}});
    Letters alphabet = U"abcdefghijklmnopqrstuvwxyz";
    for (const auto& more : kMore)
        if (more.tag == language_tag(language))
            alphabet += more.letters;
    return alphabet;
}

/// Every word one edit away whose first letter is that of `word`, and the one with the first two
/// exchanged.
std::set<Letters> one_edit_from(const Letters& word, const Letters& alphabet) {
    std::set<Letters> all;
    for (std::size_t at = 0; at + 1 < word.size(); ++at) {
        Letters exchanged = word;
        std::swap(exchanged[at], exchanged[at + 1]);
        all.insert(std::move(exchanged));
    }
    for (std::size_t at = 1; at <= word.size(); ++at) {
        if (at < word.size())
            all.insert(word.substr(0, at) + word.substr(at + 1));
        for (const char32_t letter : alphabet) {
            all.insert(word.substr(0, at) + letter + word.substr(at));
            if (at < word.size())
                all.insert(word.substr(0, at) + letter + word.substr(at + 1));
        }
    }
    all.erase(word);
    return all;
}

Xapian::doccount articles_with(const std::string& typed, const OpenIndex& index) {
    const std::string beginning = longest_beginning(typed);
    return index.articles.get_termfreq(term(schema::kTitleBeginning, beginning)) +
           index.articles.get_termfreq(term(schema::kHeadingBeginning, beginning));
}

}  // namespace

bool begins_a_name(const std::string& typed, const OpenIndex& index) {
    return articles_with(typed, index) != 0;
}

std::vector<std::string> near_beginnings(const std::string& typed, const OpenIndex& index) {
    const Letters letters = letters_of(typed);
    if (letters.size() < ranking::kShortestCorrected)
        return {};
    struct Known {
        bool shorter;
        Xapian::doccount articles;
        std::string word;
    };
    std::vector<Known> known;
    for (const auto& near : one_edit_from(letters, alphabet_of(index.manifest.kb.language))) {
        std::string word = word_of(near);
        if (const auto articles = articles_with(word, index); articles != 0)
            known.push_back({near.size() < letters.size(), articles, std::move(word)});
    }
    // A shorter beginning is always more frequent, which says nothing for it.
    std::stable_sort(known.begin(), known.end(), [](const Known& a, const Known& b) {
        return a.shorter != b.shorter ? b.shorter : a.articles > b.articles;
    });
    std::vector<std::string> words;
    for (auto& one : known)
        if (words.size() < ranking::kMostNear)
            words.push_back(std::move(one.word));
    return words;
}

}  // namespace firstline
