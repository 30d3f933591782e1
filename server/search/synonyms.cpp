#include "server/search/synonyms.h"

#include <algorithm>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"

namespace firstline {

namespace {

std::vector<std::string> stems_of(const std::string& text, Language& language) {
    std::vector<std::string> stems;
    for (const auto& token : tokens_of(text, false))
        stems.push_back(language.stem(token.word));
    return stems;
}

/// Where `phrase` stands among the query's words; their number if nowhere.
std::size_t find_phrase(const std::vector<QueryWord>& words,
                        const std::vector<std::string>& phrase) {
    const auto at = std::search(
        words.begin(), words.end(), phrase.begin(), phrase.end(),
        [](const QueryWord& word, const std::string& stem) { return word.stem == stem; });
    return static_cast<std::size_t>(at - words.begin());
}

}  // namespace

std::vector<Synonym> synonyms_in(const QueryWords& words, OpenIndex& index) {
    std::vector<QueryWord> whole;
    std::copy_if(words.all.begin(), words.all.end(), std::back_inserter(whole),
                 [](const QueryWord& word) { return !word.piece; });
    std::vector<Synonym> synonyms;
    for (const auto& group : index.manifest.kb.synonyms) {
        for (const auto& said : group) {
            const auto phrase = stems_of(said, index.language);
            const std::size_t at = phrase.empty() ? whole.size() : find_phrase(whole, phrase);
            if (at >= whole.size())
                continue;
            double rarity = 0;
            for (const auto& stem : phrase)
                rarity = std::max(rarity, idf(index, term(schema::kBody, stem)));
            const bool unknown = std::any_of(phrase.begin(), phrase.end(), [&](const auto& stem) {
                return index.articles.get_termfreq(term(schema::kBody, stem)) == 0;
            });
            for (const auto& other : group) {
                if (&other == &said)
                    continue;
                const auto stems = stems_of(other, index.language);
                for (const auto& stem : stems)
                    synonyms.push_back({stem, whole[at].share / static_cast<double>(stems.size()),
                                        rarity, unknown});
            }
        }
    }
    return synonyms;
}

}  // namespace firstline
