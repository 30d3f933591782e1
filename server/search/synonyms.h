#pragma once

#include <string>
#include <vector>

#include "server/search/open_index.h"
#include "server/search/query_words.h"

namespace firstline {

/// A word that the knowledge base (`_synonyms.yml`) says means what a part of the query says.
struct Synonym {
    std::string stem;
    double share = 1;           ///< of the word it stands for
    double rarity_of_word = 0;  ///< idf of the word it stands for
    bool of_unknown_word = false;
};

/// Synonyms of the words and phrases of a query. The words of a phrase share its weight.
std::vector<Synonym> synonyms_in(const QueryWords& words, OpenIndex& index);

}  // namespace firstline
