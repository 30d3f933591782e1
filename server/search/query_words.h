#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/search/open_index.h"

namespace firstline {

/// A word of a query, with what ranking needs to know of it.
struct QueryWord {
    std::string word;  ///< as a token
    std::string stem;
    unsigned times = 1;
    double share = 1;  ///< kStopWord, kChatter or 1
    bool stop = false;
    bool piece = false;
    bool last = false;  ///< nothing follows it: it may be unfinished
    double rarity = 0;  ///< idf of the stem among body words
    Xapian::doccount frequency = 0;
};

struct QueryWords {
    std::vector<QueryWord> all;     ///< in the order of the text, repeats included
    std::vector<QueryWord> chosen;  ///< each stem once, the telling ones
};

/// @param most  how many words are chosen: those with the greatest weight times idf
QueryWords words_of_query(std::string_view text, std::size_t most, OpenIndex& index);

/// Stems of the index that the unfinished `word` may become, the frequent ones first, at most
/// kMostCompletions; none for words of one character.
std::vector<std::string> completions_of(const std::string& word, OpenIndex& index);

}  // namespace firstline
