#pragma once

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/text/language.h"
#include "indexer/text/tokens.h"

namespace firstline {

/// A word of a text whose stem is wanted.
struct StemMatch {
    std::size_t begin;
    std::size_t end;
    std::size_t stem;  ///< its number among the wanted ones
    double worth;
};

/// Finds the words of a text whose stems are wanted. Most words are refused by their first byte,
/// before anything is stemmed: stemmers of ours change none of ASCII, though German's makes `u` of
/// `ü`. What became of a word is remembered for its next occurrence.
class StemFinder {
public:
    /// @param stems  stem -> what it is worth; both must outlive this
    StemFinder(const std::unordered_map<std::string, double>& stems, Language& language);

    /// How many stems are wanted.
    std::size_t wanted() const { return stems_.size(); }

    /// In the order of the text; of a very long one, only the beginning is read.
    std::vector<StemMatch> matches(std::string_view text);

private:
    struct Found {
        bool wanted = false;
        std::size_t number = 0;
        double worth = 0;
    };

    const Found& look_up(const std::string& word);

    const std::unordered_map<std::string, double>& stems_;
    Language& language_;
    std::bitset<256> first_bytes_;
    std::unordered_map<std::string, Found> words_;
    Token token_;
};

}  // namespace firstline
