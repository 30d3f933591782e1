#include "server/search/query_words.h"

#include <algorithm>
#include <unordered_map>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "server/search/ranking_numbers.h"

namespace firstline {

namespace {

using namespace ranking;

/// How many terms are looked at to complete a word: after two letters there are thousands.
constexpr std::size_t kMostTermsLookedAt = 2000;

double share_of(const std::string& word, bool stop, const Language& language) {
    if (stop)
        return kStopWord;
    return language.is_chatter(word) ? kChatter : 1.0;
}

std::vector<QueryWord> read(std::string_view text, OpenIndex& index) {
    std::vector<QueryWord> words;
    TokenReader reader(text);
    for (Token token; words.size() < kMostWordsRead && reader.next(token);) {
        QueryWord word;
        word.word = token.word;
        word.stem = index.language.stem(token.word);
        word.stop = index.language.is_stop_word(token.word);
        word.piece = token.piece;
        word.share = share_of(token.word, word.stop, index.language);
        word.last = token.end == text.size();
        words.push_back(std::move(word));
    }
    // If only stop words are left they are the question: "how to", "what is this".
    if (std::all_of(words.begin(), words.end(), [](const auto& word) { return word.stop; }))
        for (auto& word : words)
            word.share = 1.0;
    return words;
}

/// Each stem once, counted; a stem counts as what its strongest word is.
std::vector<QueryWord> merged(const std::vector<QueryWord>& words) {
    std::vector<QueryWord> stems;
    std::unordered_map<std::string, std::size_t> known;
    for (const auto& word : words) {
        const auto [at, is_new] = known.try_emplace(word.stem, stems.size());
        if (is_new) {
            stems.push_back(word);
            continue;
        }
        QueryWord& stem = stems[at->second];
        ++stem.times;
        stem.share = std::max(stem.share, word.share);
        stem.stop = stem.stop && word.stop;
        stem.piece = stem.piece && word.piece;
        stem.last = stem.last || word.last;
    }
    return stems;
}

}  // namespace

QueryWords words_of_query(std::string_view text, std::size_t most, OpenIndex& index) {
    QueryWords words;
    words.all = read(text, index);
    words.chosen = merged(words.all);
    if (words.chosen.size() > kMostWordsWithStopWords)
        std::erase_if(words.chosen, [](const QueryWord& word) { return word.share <= kStopWord; });
    for (auto& word : words.chosen) {
        word.frequency = index.articles.get_termfreq(term(schema::kBody, word.stem));
        word.rarity = idf(index.count, word.frequency);
    }
    if (words.chosen.size() > most) {
        const auto weight = [](const QueryWord& word) {
            return word.share * 2.0 * word.times / (1.0 + word.times) * word.rarity;
        };
        // A word that nobody wrote cannot find anything: it must not take a place from one that
        // can.
        std::stable_sort(words.chosen.begin(), words.chosen.end(),
                         [&](const QueryWord& a, const QueryWord& b) {
                             return std::pair(a.frequency != 0, weight(a)) >
                                    std::pair(b.frequency != 0, weight(b));
                         });
        words.chosen.resize(most);
    }
    return words;
}

std::vector<std::string> completions_of(const std::string& word, OpenIndex& index) {
    if (word.size() < 2)
        return {};
    std::vector<std::pair<Xapian::doccount, std::string>> found;
    std::size_t looked_at = 0;
    for (auto it = index.articles.allterms_begin(word);
         it != index.articles.allterms_end(word) && looked_at < kMostTermsLookedAt;
         ++it, ++looked_at)
        found.emplace_back(it.get_termfreq(), *it);
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    if (found.size() > kMostCompletions)
        found.resize(kMostCompletions);
    std::vector<std::string> stems;
    stems.reserve(found.size());
    for (auto& [frequency, stem] : found)
        stems.push_back(std::move(stem));
    return stems;
}

}  // namespace firstline
