#include "server/search/query_builder.h"

#include <algorithm>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "indexer/text/codes.h"
#include "server/search/folded_weight.h"
#include "server/search/query_words.h"
#include "server/search/ranking_numbers.h"
#include "server/search/synonyms.h"

namespace firstline {

namespace {

using namespace ranking;

/// Weight of a term that occurs `times` in the query: 2n / (1 + n), BM25's k3 = 1.
double repeated(unsigned times) {
    return 2.0 * times / (1.0 + times);
}

/// Counts terms in the order in which they first come.
struct Counted {
    std::string text;
    unsigned times = 0;
    double share = 1;  ///< kStopWord, kChatter or 1
};

void count(std::vector<Counted>& all, const std::string& text, double share) {
    const auto known =
        std::find_if(all.begin(), all.end(), [&](const Counted& c) { return c.text == text; });
    if (known == all.end())
        all.push_back({text, 1, share});
    else
        ++known->times;
}

class Builder {
public:
    Builder(std::string_view text, OpenIndex& index, std::size_t most_terms)
        : text_(text), index_(index), words_(words_of_query(text, most_terms, index)) {}

    BuiltQuery build() {
        add_words();
        add_pairs();
        add_grams();
        add_synonyms();
        add_compounds();
        add_codes();
        add_exact();
        return std::move(built_);
    }

private:
    /// Adds a leaf if any article of this viewer has the term; its rarity otherwise is of no use.
    double add(std::string_view signal, std::string term, std::string shown, double weight) {
        const Xapian::doccount with = index_.articles.get_termfreq(term);
        if (with == 0)
            return 0;
        const double rarity = idf(index_.count, with);
        built_.leaves.push_back(
            {std::string(signal), std::move(term), std::move(shown), weight * rarity});
        return rarity;
    }

    void add_words() {
        for (const auto& word : words_.chosen) {
            const double u = word.share * repeated(word.times);
            built_.mass += u * word.rarity;
            if (!word.stop || word.share > kStopWord)
                built_.marked_stems.emplace(word.stem, u * word.rarity);
            if (word.frequency == 0) {
                note_unknown(word, u);
                continue;
            }
            add("body", term(schema::kBody, word.stem), word.word, kBody * u);
            add("title", term(schema::kTitle, word.stem), word.word, kTitle * u);
        }
    }

    void note_unknown(const QueryWord& word, double u) {
        const auto completions =
            word.last ? completions_of(word.word, index_) : std::vector<std::string>{};
        if (completions.empty()) {
            if (!word.piece)
                built_.unknown_words.push_back(word.word);
            return;
        }
        std::vector<Leaf> body, title;
        for (const auto& stem : completions) {
            built_.marked_stems.emplace(stem, kUnfinished * u);
            collect(body, "body", term(schema::kBody, stem), stem, kBody * kUnfinished * u);
            collect(title, "title", term(schema::kTitle, stem), stem, kTitle * kUnfinished * u);
        }
        built_.alternatives.push_back(std::move(body));
        if (!title.empty())
            built_.alternatives.push_back(std::move(title));
    }

    void collect(std::vector<Leaf>& into, std::string_view signal, std::string term,
                 const std::string& shown, double weight) {
        if (const auto with = index_.articles.get_termfreq(term); with != 0)
            into.push_back(
                {std::string(signal), std::move(term), shown, weight * idf(index_.count, with)});
    }

    void add_pairs() {
        std::vector<Counted> pairs;
        const QueryWord* before = nullptr;
        for (const auto& word : words_.all) {
            if (word.piece || word.stop)
                continue;
            if (before != nullptr && pairs.size() < kMostPairs)
                count(pairs, before->stem + " " + word.stem, std::min(before->share, word.share));
            before = &word;
        }
        for (const auto& pair : pairs)
            add("pairs", term(schema::kPair, pair.text), pair.text,
                kPairs * pair.share * repeated(pair.times));
    }

    void add_grams() {
        std::vector<Counted> grams;
        for (const auto& word : words_.chosen)
            if (!word.stop && !word.piece)
                for (const auto& gram : grams_of_stem(word.stem))
                    if (grams.size() < kMostGrams)
                        count(grams, gram, word.share);
        double all = 0;
        for (const auto& gram : grams)
            all += gram.share * repeated(gram.times) * idf(index_, term(schema::kGram, gram.text));
        if (all <= 0)
            return;
        for (const auto& gram : grams)
            add("grams", term(schema::kGram, gram.text), gram.text,
                kGrams * gram.share * repeated(gram.times) * built_.mass / all);
    }

    void add_synonyms() {
        for (const auto& synonym : synonyms_in(words_, index_)) {
            built_.marked_stems.emplace(synonym.stem, synonym.body * synonym.rarity);
            add("synonyms", term(schema::kBody, synonym.stem), synonym.stem, synonym.body);
            add("synonyms", term(schema::kTitle, synonym.stem), synonym.stem, synonym.title);
        }
    }

    void add_compounds() {
        for (const auto& compound : compounds_in(words_, index_)) {
            for (const auto& stem : compound.stems) {
                const double rarity = add("compounds", term(schema::kBody, stem), compound.shown,
                                          kBody * compound.weight);
                add("compounds", term(schema::kTitle, stem), compound.shown,
                    kTitle * compound.weight);
                built_.marked_stems.emplace(stem, compound.weight * rarity);
            }
            if (compound.stems.size() == 2)
                add("compounds",
                    term(schema::kPair, compound.stems.front() + " " + compound.stems.back()),
                    compound.shown, kParted);
        }
    }

    void add_codes() {
        std::size_t added = 0;
        for (const auto& code : codes_in(text_)) {
            if (added++ == kMostCodes)
                break;
            const std::string code_term = term(schema::kCode, code);
            const double rarity = add("codes", code_term, code, kCodes);
            const bool asked_for = rarity >= kCodeShareOfQuery * built_.mass;
            if (rarity > 0 && asked_for && code.size() > 3 &&
                index_.articles.get_termfreq(code_term) <=
                    std::max(1U, index_.count / kRareCodeShare))
                built_.certain_terms.push_back(code_term);
        }
    }

    void add_exact() {
        const std::string whole = folded_words(text_);
        if (whole.empty() || whole.size() > schema::kLongestTerm)
            return;
        const std::string exact = term(schema::kExact, whole);
        if (index_.articles.get_termfreq(exact) == 0)
            return;
        // Its rarity says nothing, and its wdf is 1.
        built_.exact_bonus = kExact * std::max(built_.mass, 1.0);
        built_.leaves.push_back(
            {"exact", exact, whole, built_.exact_bonus / FoldedWeight::part(1)});
        built_.certain_terms.push_back(exact);
    }

    std::string_view text_;
    OpenIndex& index_;
    QueryWords words_;
    BuiltQuery built_;
};

}  // namespace

BuiltQuery build_query(std::string_view text, OpenIndex& index, std::size_t most_terms) {
    return Builder(text, index, most_terms).build();
}

std::vector<Leaf> all_leaves(const BuiltQuery& query) {
    std::vector<Leaf> leaves = query.leaves;
    for (const auto& alternatives : query.alternatives)
        leaves.insert(leaves.end(), alternatives.begin(), alternatives.end());
    return leaves;
}

}  // namespace firstline
