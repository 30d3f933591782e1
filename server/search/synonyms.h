#pragma once

#include <string>
#include <vector>

#include "server/search/open_index.h"
#include "server/search/query_words.h"

namespace firstline {

/// A word that means what a part of the query says, by the knowledge base (`_synonyms.yml`) or by
/// the thesaurus that comes with the program.
struct Synonym {
    std::string stem;
    double rarity = 0;  ///< idf of the stem among body words
    double body = 0;    ///< what it counts there, in units of a body word
    double title = 0;
};

/// Synonyms of the words and phrases of a query that articles have and the query has not, the
/// weightiest first, at most kMostSynonyms. The words of a phrase share its weight.
std::vector<Synonym> synonyms_in(const QueryWords& words, OpenIndex& index);

/// Words that people write together or apart: `wi fi` asks for `wifi` too, `checkout` for
/// `check out` where articles have that pair.
struct Compound {
    std::string shown;
    std::vector<std::string> stems;  ///< one: joined; two: parted
    double weight = 0;               ///< of each stem, in units of a body word
};
std::vector<Compound> compounds_in(const QueryWords& words, OpenIndex& index);

}  // namespace firstline
