#include "server/search/synonyms.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "server/search/ranking_numbers.h"

namespace firstline {

namespace {

using namespace ranking;

/// What the words of one list are worth.
struct Trust {
    double known;    ///< of a word that articles have, too
    double unknown;  ///< of one that none has: then the synonym is all the evidence there is
    bool phrases;    ///< whether a phrase may stand for a word; else single words alone do
};
constexpr Trust kOfKnowledgeBase{kSynonyms, kSynonymsOfUnknownWord, true};
constexpr Trust kOfProgram{kThesaurus, kThesaurusOfUnknownWord, false};

/// The query's whole words, in their order.
std::vector<QueryWord> whole_words(const QueryWords& words) {
    std::vector<QueryWord> whole;
    std::copy_if(words.all.begin(), words.all.end(), std::back_inserter(whole),
                 [](const QueryWord& word) { return !word.piece; });
    return whole;
}

std::unordered_set<std::string> stems_of(const std::vector<QueryWord>& words) {
    std::unordered_set<std::string> stems;
    for (const auto& word : words)
        stems.insert(word.stem);
    return stems;
}

class Finder {
public:
    Finder(const QueryWords& words, OpenIndex& index)
        : index_(index), words_(whole_words(words)), asked_(stems_of(words_)) {}

    void look_into(const Thesaurus& thesaurus, const Trust& trust) {
        for (std::size_t at = 0; at < words_.size(); ++at)
            for (const auto& place : thesaurus.beginning_with(words_[at].stem)) {
                const auto& group = thesaurus.group(place.group);
                if (stands_at(at, group[place.phrase]))
                    add_others(at, group, place.phrase, trust);
            }
    }

    std::vector<Synonym> found() {
        std::vector<Synonym> all;
        all.reserve(best_.size());
        for (auto& [stem, synonym] : best_)
            all.push_back(std::move(synonym));
        std::stable_sort(all.begin(), all.end(), [](const Synonym& a, const Synonym& b) {
            return a.body * a.rarity > b.body * b.rarity;
        });
        if (all.size() > kMostSynonyms)
            all.resize(kMostSynonyms);
        return all;
    }

private:
    bool stands_at(std::size_t at, const Thesaurus::Phrase& phrase) const {
        return phrase.size() <= words_.size() - at &&
               std::equal(phrase.begin(), phrase.end(), words_.begin() + static_cast<long>(at),
                          [](const std::string& stem, const QueryWord& word) {
                              return stem == word.stem;
                          });
    }

    void add_others(std::size_t at, const Thesaurus::Group& group, std::size_t said,
                    const Trust& trust) {
        double rarity = 0, share = 0;
        bool unknown = false;
        for (std::size_t i = 0; i < group[said].size(); ++i) {
            const auto with = articles_with(group[said][i]);
            rarity = std::max(rarity, idf(index_.count, with));
            unknown |= with == 0;
            share = std::max(share, words_[at + i].share);
        }
        for (std::size_t other = 0; other < group.size(); ++other)
            if (other != said && (trust.phrases || group[other].size() == 1))
                for (const auto& stem : group[other])
                    add(stem, share / static_cast<double>(group[other].size()), rarity, unknown,
                        trust);
    }

    void add(const std::string& stem, double share, double rarity_of_word, bool unknown,
             const Trust& trust) {
        const auto with = articles_with(stem);
        if (with == 0 || asked_.contains(stem))
            return;
        const double rarity = idf(index_.count, with);
        Synonym synonym{stem, rarity, 0, 0};
        if (unknown) {
            synonym.body = trust.unknown * share;
            synonym.title = synonym.body * kTitle;
        } else {
            synonym.body = trust.known * share * std::min(1.0, rarity_of_word / rarity);
            synonym.title = synonym.body;
        }
        auto& best = best_.try_emplace(stem, synonym).first->second;
        if (synonym.body > best.body)
            best = synonym;
    }

    Xapian::doccount articles_with(const std::string& stem) const {
        return index_.articles.get_termfreq(term(schema::kBody, stem));
    }

    OpenIndex& index_;
    std::vector<QueryWord> words_;
    std::unordered_set<std::string> asked_;
    std::map<std::string, Synonym> best_;
};

/// Shorter words are rarely two in one, and their halves stand side by side by chance.
constexpr std::size_t kShortestParted = 6;
constexpr std::size_t kShortestPart = 3;

bool is_ascii(const std::string& word) {
    return std::all_of(word.begin(), word.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 128; });
}

std::vector<Compound> parted(const std::string& word, double rarity, OpenIndex& index) {
    std::vector<Compound> all;
    std::string pair;
    if (word.size() < kShortestParted || !is_ascii(word))
        return all;
    for (std::size_t at = kShortestPart; at + kShortestPart <= word.size(); ++at) {
        const std::string left = index.language.stem(word.substr(0, at));
        const std::string right = index.language.stem(word.substr(at));
        pair.assign(left).append(1, ' ').append(right);
        if (index.articles.get_termfreq(term(schema::kPair, pair)) == 0)
            continue;
        const double both =
            idf(index, term(schema::kBody, left)) + idf(index, term(schema::kBody, right));
        all.push_back({word.substr(0, at) + " " + word.substr(at),
                       {left, right},
                       kParted * (both > 0 ? std::min(1.0, rarity / both) : 1.0)});
    }
    return all;
}

}  // namespace

std::vector<Synonym> synonyms_in(const QueryWords& words, OpenIndex& index) {
    Finder finder(words, index);
    finder.look_into(index.synonyms, kOfKnowledgeBase);
    finder.look_into(thesaurus_of(index.manifest.kb.language), kOfProgram);
    return finder.found();
}

std::vector<Compound> compounds_in(const QueryWords& words, OpenIndex& index) {
    std::vector<Compound> all;
    const auto whole = whole_words(words);
    auto asked = stems_of(whole);
    for (std::size_t i = 0; i + 1 < whole.size() && all.size() < kMostCompounds; ++i) {
        if (whole[i].stop && whole[i + 1].stop)
            continue;
        const std::string joined = whole[i].word + whole[i + 1].word;
        const std::string& stem = index.language.stem(joined);
        if (index.articles.get_termfreq(term(schema::kBody, stem)) != 0 &&
            asked.insert(stem).second)
            all.push_back({joined, {stem}, kJoined});
    }
    for (const auto& word : words.chosen)
        if (!word.stop && !word.piece && all.size() < kMostCompounds)
            for (auto& compound : parted(word.word, word.rarity, index))
                all.push_back(std::move(compound));
    return all;
}

}  // namespace firstline
