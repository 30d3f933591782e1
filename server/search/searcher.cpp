#include "server/search/searcher.h"

#include <algorithm>
#include <map>

#include "indexer/format/schema.h"
#include "server/search/confidence.h"
#include "server/search/folded_weight.h"
#include "server/search/query_builder.h"
#include "server/search/ranking_numbers.h"
#include "server/search/snippet.h"
#include "server/search/spelling.h"

namespace firstline {

namespace {

using namespace ranking;

/// A query with its best hits.
struct Ranked {
    std::string text;
    BuiltQuery query;
    Xapian::Query xapian;
    Xapian::MSet hits;
    std::vector<double> scores;  ///< of all in `hits`

    double best() const { return scores.empty() ? 0 : scores.front(); }
};

/// Facets without words: everything that has them, which no score can rank and no doubt concerns.
bool is_browsing(const SearchRequest& request) {
    return !request.filter.empty() && folded_words(request.query).empty();
}

Ranked rank(const std::string& text, const SearchRequest& request, OpenIndex& index) {
    Ranked ranked{text, build_query(text, index), {}, {}, {}};
    if (index.count == 0 || (ranked.query.empty() && !is_browsing(request)))
        return ranked;
    ranked.xapian = to_xapian(ranked.query, request.filter);
    Xapian::Enquire enquire(index.articles);
    enquire.set_weighting_scheme(FoldedWeight());
    enquire.set_query(ranked.xapian);
    const auto wanted = std::max<Xapian::doccount>(request.offset + request.limit, kConfidenceHits);
    ranked.hits = enquire.get_mset(0, wanted);
    for (auto hit = ranked.hits.begin(); hit != ranked.hits.end(); ++hit)
        ranked.scores.push_back(hit.get_weight());
    return ranked;
}

/// Collects the facet values of every article it is shown.
class FacetSpy : public Xapian::MatchSpy {
public:
    void operator()(const Xapian::Document& document, double) override {
        ++articles;
        count(product, document.get_value(schema::kProductSlot));
        count(type, document.get_value(schema::kTypeSlot));
        count(tag, document.get_value(schema::kTagSlot));
    }

    struct Value {
        std::string shown;
        unsigned count = 0;
    };
    using Counts = std::map<std::string, Value>;  ///< by the value in lower case
    Counts product, type, tag;
    unsigned articles = 0;

private:
    static void count(Counts& counts, const std::string& values) {
        for (std::size_t at = 0; at < values.size();) {
            const std::size_t end = std::min(values.find(schema::kSeparator, at), values.size());
            const std::string value = values.substr(at, end - at);
            auto& counted = counts[to_lower(value)];
            if (counted.count++ == 0)
                counted.shown = value;
            at = end + 1;
        }
    }
};

constexpr std::size_t kMostFacetValues = 12;

std::vector<FacetValue> facet_of(const FacetSpy::Counts& counts,
                                 const std::vector<std::string>& selected) {
    std::vector<FacetValue> values;
    for (const auto& [key, value] : counts) {
        const bool is_selected = std::any_of(selected.begin(), selected.end(),
                                             [&](const auto& s) { return to_lower(s) == key; });
        values.push_back({value.shown, value.count, is_selected});
    }
    std::stable_sort(values.begin(), values.end(), [](const FacetValue& a, const FacetValue& b) {
        return std::pair(a.selected, a.count) > std::pair(b.selected, b.count);
    });
    if (values.size() > kMostFacetValues)
        values.resize(kMostFacetValues);
    return values;
}

/// Counts what scores near enough to the best, and its facets.
void count_found(const Ranked& ranked, const SearchRequest& request, OpenIndex& index,
                 SearchResults& results) {
    FacetSpy spy;
    Xapian::Enquire enquire(index.articles);
    enquire.set_weighting_scheme(FoldedWeight());
    enquire.set_query(ranked.xapian);
    // Others are measured by the words of the best hit, not by its being what was asked for.
    enquire.set_cutoff(0, kFoundShare * std::max(0.0, ranked.best() - ranked.query.exact_bonus));
    enquire.add_matchspy(&spy);
    enquire.get_mset(0, 0, index.count);
    results.total = spy.articles;
    results.facets.product = facet_of(spy.product, request.filter.product);
    results.facets.type = facet_of(spy.type, request.filter.type);
    results.facets.tag = facet_of(spy.tag, request.filter.tag);
}

bool has_any(const OpenIndex& index, Xapian::docid document,
             const std::vector<std::string>& terms) {
    return std::any_of(terms.begin(), terms.end(), [&](const std::string& term) {
        auto it = index.articles.termlist_begin(document);
        it.skip_to(term);
        return it != index.articles.termlist_end(document) && *it == term;
    });
}

std::vector<Contribution> explain(const BuiltQuery& query, const OpenIndex& index,
                                  Xapian::docid document) {
    const auto contribution = [&](const Leaf& leaf) -> Contribution {
        auto it = index.articles.termlist_begin(document);
        it.skip_to(leaf.term);
        const bool found = it != index.articles.termlist_end(document) && *it == leaf.term;
        return {leaf.signal, leaf.shown,
                found ? leaf.factor * FoldedWeight::part(it.get_wdf()) : 0};
    };
    std::vector<Contribution> all;
    for (const auto& leaf : query.leaves)
        all.push_back(contribution(leaf));
    for (const auto& alternatives : query.alternatives) {
        Contribution best;
        for (const auto& leaf : alternatives)
            if (auto one = contribution(leaf); one.weight > best.weight)
                best = std::move(one);
        all.push_back(std::move(best));
    }
    std::erase_if(all, [](const Contribution& c) { return c.weight <= 0; });
    std::stable_sort(all.begin(), all.end(), [](const Contribution& a, const Contribution& b) {
        return a.weight > b.weight;
    });
    return all;
}

Hit hit_of(const Ranked& ranked, Xapian::doccount rank, const SearchRequest& request,
           OpenIndex& index) {
    const auto at = ranked.hits[rank];
    const std::string data = at.get_document().get_data();
    Hit hit;
    hit.article = decode_record(data);
    const auto sections = decode_sections(data);
    Answer answer =
        answer_in(sections, hit.article.summary, ranked.query.marked_stems, index.language);
    hit.snippet = std::move(answer.snippet);
    if (answer.section && !sections[*answer.section].anchor.empty())
        hit.section =
            SectionRef{sections[*answer.section].heading, sections[*answer.section].anchor};
    hit.score = at.get_weight();
    hit.confidence = confidence_of(hit.score, ranked.scores, ranked.query.mass);
    if (has_any(index, *at, ranked.query.certain_terms))
        hit.confidence = std::max(hit.confidence, kCertain);
    if (request.explain)
        hit.explanation = explain(ranked.query, index, *at);
    return hit;
}

/// Replaces words that no article has, if that finds more. What was found stays as it is otherwise.
void correct(Ranked& ranked, const SearchRequest& request, OpenIndex& index,
             SearchResults& results) {
    if (ranked.query.unknown_words.empty())
        return;
    const auto text = corrected(ranked.text, ranked.query.unknown_words, index);
    if (!text)
        return;
    results.correction = Correction{ranked.text, *text, false};
    if (request.as_typed)
        return;
    Ranked better = rank(*text, request, index);
    if (better.best() <= ranked.best())
        return;
    results.correction->applied = true;
    ranked = std::move(better);
}

}  // namespace

SearchResults search(const SearchRequest& request, OpenIndex& index) {
    SearchResults results;
    results.query = request.query;
    Ranked ranked = rank(request.query, request, index);
    correct(ranked, request, index, results);
    if (ranked.hits.empty())
        return results;
    count_found(ranked, request, index, results);

    const Hit first = hit_of(ranked, 0, request, index);
    results.confidence = first.confidence;
    results.sure = first.confidence >= kSure || is_browsing(request);
    const auto end = std::min<std::size_t>(
        {ranked.scores.size(), results.total, std::size_t{request.offset} + request.limit});
    for (std::size_t rank = request.offset; rank < end; ++rank)
        results.hits.push_back(
            rank == 0 ? first
                      : hit_of(ranked, static_cast<Xapian::doccount>(rank), request, index));
    return results;
}

}  // namespace firstline
