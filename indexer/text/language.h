#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/text/tokens.h"

namespace firstline {

/// What is known of the language of a knowledge base: stems, stop words, and the chatter of people
/// who ask for help. Remembers stems, so it serves one thread; make one for each.
class Language {
public:
    /// A Snowball stemmer's name (`english`, `german`, `fr` ...) or `none`.
    /// Throws std::invalid_argument with the names that exist.
    explicit Language(const std::string& name);
    ~Language();
    Language(Language&&) noexcept;
    Language& operator=(Language&&) noexcept;

    /// The stem of a token's word. Words that begin with a digit are their own stem.
    const std::string& stem(const std::string& word);

    /// Words that carry little meaning: the, is, my, how. Given as a token's word, not stemmed.
    bool is_stop_word(const std::string& word) const { return stop_words_.contains(word); }

    /// Words that troubled people use whatever their trouble is: please, help, issue.
    bool is_chatter(const std::string& word) const { return chatter_.contains(word); }

private:
    struct Stemmer;
    std::unique_ptr<Stemmer> stemmer_;
    std::unordered_map<std::string, std::string> stems_;
    std::unordered_set<std::string> stop_words_;
    std::unordered_set<std::string> chatter_;
};

/// Whether Language(name) would work.
bool is_known_language(const std::string& name);

/// `en` for `english`: for the pages' `lang` attribute. `und` if there is none.
std::string language_tag(const std::string& name);

/// What the index holds of a run of text: its stems in order with pieces, and for each the word
/// that was stemmed.
struct Stemmed {
    std::string stem;
    Token token;
    bool stop = false;
};
std::vector<Stemmed> stemmed_tokens(std::string_view text, Language& language);

/// Character 4-grams of `#stem#`, the terms that let `reinstalling` meet `install` in a title.
/// Counted in characters, not bytes. Stems shorter than 2 give the whole `#stem#`.
std::vector<std::string> grams_of_stem(const std::string& stem);

/// Beginnings of a word, from 2 to 12 characters, the word itself included (cut to 12): for
/// completing what is being typed.
std::vector<std::string> beginnings_of(const std::string& word);

/// The longest beginning that the index holds of a word: itself, cut to 12 characters.
std::string longest_beginning(const std::string& word);

}  // namespace firstline
