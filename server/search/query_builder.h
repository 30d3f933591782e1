#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "server/search/open_index.h"
#include "server/search/past_questions.h"
#include "server/search/ranking_numbers.h"
#include "server/search/search_types.h"

namespace firstline {

/// One term of a query and what it adds where it is found: factor * FoldedWeight::part(wdf).
struct Leaf {
    std::string signal;  ///< as in Contribution
    std::string term;    ///< with its prefix
    std::string shown;   ///< as a reader would recognise it
    double factor = 0;
};

/// A user's text as it is searched for.
struct BuiltQuery {
    std::vector<Leaf> leaves;
    /// Leaves of which only the best one counts: the words that an unfinished word may become.
    std::vector<std::vector<Leaf>> alternatives;
    /// M of ranking.md: what the body words would be worth if all were found once saturated.
    double mass = 0;
    /// What an article scores beyond its words because the whole query is its title or alias.
    double exact_bonus = 0;
    /// Stems that count as matched in titles and snippets, synonyms and completions included, and
    /// what each is worth there.
    std::unordered_map<std::string, double> marked_stems;
    /// Terms (with prefix) whose presence makes an answer sure: the whole query as a title or
    /// alias, and codes that few articles have.
    std::vector<std::string> certain_terms;
    /// Articles that solved questions like this one, and what that is worth.
    std::vector<AskedBefore> asked;
    /// Words (not stemmed) that no article has and that are neither codes nor unfinished.
    std::vector<std::string> unknown_words;

    bool empty() const { return leaves.empty() && alternatives.empty() && asked.empty(); }
};

/// Reads what a user typed: never as query syntax, never throwing for what it holds.
/// @param most_terms  how many different words are searched for, the telling ones
BuiltQuery build_query(std::string_view text, OpenIndex& index,
                       std::size_t most_terms = ranking::kMostTerms);

/// All leaves, alternatives included.
std::vector<Leaf> all_leaves(const BuiltQuery& query);

}  // namespace firstline
