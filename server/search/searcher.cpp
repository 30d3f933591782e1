#include "server/search/searcher.h"

#include <algorithm>

#include "server/search/confidence.h"
#include "server/search/facet_table.h"
#include "server/search/folded_weight.h"
#include "server/search/matcher.h"
#include "server/search/operators.h"
#include "server/search/query_builder.h"
#include "server/search/ranking_numbers.h"
#include "server/search/snippet.h"
#include "server/search/spelling.h"
#include "server/search/whole_text.h"

namespace firstline {

namespace {

using namespace ranking;

/// A query with its best hits.
struct Ranked {
    std::string text;
    BuiltQuery query;
    Matches matches;
    std::vector<double> scores;  ///< of the best, in order

    double best() const { return scores.empty() ? 0 : scores.front(); }
};

/// A request, its operators read.
struct Asking {
    std::string text;
    Filter filter;
    std::size_t most_terms = kMostTerms;
    /// Who uses operators says exactly what is meant, and a page of text is full of unknown words.
    bool is_correctable = true;
    bool only_conditions = false;

    explicit Asking(const SearchRequest& request) : text(request.query), filter(request.filter) {
        if (request.whole_text) {
            if (!request.told)
                text = telling_text(request.query);
            most_terms = kMostTermsOfWholeText;
            is_correctable = false;
            return;
        }
        if (!request.operators)
            return;
        auto operators = operators_in(request.query);
        text = std::move(operators.words);
        is_correctable = operators.conditions.empty();
        only_conditions = operators.only_conditions;
        filter.conditions.insert(filter.conditions.end(), operators.conditions.begin(),
                                 operators.conditions.end());
    }

    /// Filters without words: all that passes, which no score can rank and no doubt concerns.
    bool is_browsing() const { return !filter.empty() && folded_words(text).empty(); }
};

Ranked rank(const Asking& asking, const SearchRequest& request, OpenIndex& index) {
    Ranked ranked{asking.text, build_query(asking.text, index, asking.most_terms), {}, {}};
    ranked.query.asked = asked_before(asking.text, index);
    if (index.count == 0 || (ranked.query.empty() && !asking.is_browsing()))
        return ranked;
    // Others are measured by the words of the best hit, not by its being what was asked for. Who
    // asks by conditions alone asks for all that meets them.
    WantedMatches wanted{
        .best = std::max<std::size_t>(request.offset + request.limit, kConfidenceHits),
        .found_share = asking.only_conditions ? 0 : kFoundShare,
        .added = {}};
    for (const auto& asked : ranked.query.asked)
        wanted.added.push_back({asked.document, asked.weight});
    ranked.matches = match(ranked.query, asking.filter, wanted, index);
    for (const auto& hit : ranked.matches.best)
        ranked.scores.push_back(hit.weight);
    return ranked;
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
    all.reserve(query.leaves.size() + query.alternatives.size());
    for (const auto& leaf : query.leaves)
        all.push_back(contribution(leaf));
    for (const auto& alternatives : query.alternatives) {
        Contribution best;
        for (const auto& leaf : alternatives)
            if (auto one = contribution(leaf); one.weight > best.weight)
                best = std::move(one);
        all.push_back(std::move(best));
    }
    if (const auto* asked = asked_of(query.asked, document)) {
        for (const auto& like : asked->questions)
            all.push_back(
                {"asked before", index.scope.past_questions ? like.question : "", like.weight});
        all.push_back({"questions together", "", asked->profile});
    }
    std::erase_if(all, [](const Contribution& c) { return c.weight <= 0; });
    std::stable_sort(all.begin(), all.end(), [](const Contribution& a, const Contribution& b) {
        return a.weight > b.weight;
    });
    return all;
}

double confidence_at(const Ranked& ranked, std::size_t rank, const OpenIndex& index) {
    const auto& [document, weight] = ranked.matches.best[rank];
    const double confidence = confidence_of(weight, ranked.scores, ranked.query.mass);
    return has_any(index, document, ranked.query.certain_terms) ? std::max(confidence, kCertain)
                                                                : confidence;
}

Hit hit_of(const Ranked& ranked, std::size_t rank, const SearchRequest& request, OpenIndex& index) {
    const auto& [document, weight] = ranked.matches.best[rank];
    const std::string data = index.articles.get_document(document).get_data();
    Hit hit;
    hit.article = decode_record(data);
    const auto sections = decode_sections(data);
    Answer answer =
        answer_in(sections, hit.article.summary, ranked.query.marked_stems, index.language);
    hit.snippet = std::move(answer.snippet);
    if (answer.section && !sections[*answer.section].anchor.empty())
        hit.section =
            SectionRef{sections[*answer.section].heading, sections[*answer.section].anchor};
    hit.score = weight;
    hit.confidence = confidence_at(ranked, rank, index);
    if (request.explain)
        hit.explanation = explain(ranked.query, index, document);
    return hit;
}

/// Replaces words that no article has, if that finds more. What was found stays as it is otherwise.
void correct(Ranked& ranked, const Asking& asking, const SearchRequest& request, OpenIndex& index,
             SearchResults& results) {
    if (ranked.query.unknown_words.empty() || !asking.is_correctable)
        return;
    const auto text = corrected(ranked.text, ranked.query.unknown_words, index);
    if (!text)
        return;
    results.correction = Correction{ranked.text, *text, false};
    if (request.as_typed)
        return;
    Asking other = asking;
    other.text = *text;
    Ranked better = rank(other, request, index);
    if (better.best() <= ranked.best())
        return;
    results.correction->applied = true;
    ranked = std::move(better);
}

}  // namespace

SearchResults search(const SearchRequest& request, OpenIndex& index) {
    SearchResults results;
    results.query = request.query;
    const Asking asking(request);
    Ranked ranked = rank(asking, request, index);
    correct(ranked, asking, request, index, results);
    if (ranked.matches.best.empty())
        return results;
    results.total = static_cast<unsigned>(ranked.matches.found.size());
    if (!request.only_sure)
        results.facets = facets(index).count(ranked.matches.found, request.filter);

    results.confidence = confidence_at(ranked, 0, index);
    results.sure = results.confidence >= kSure || asking.is_browsing() || asking.only_conditions;
    const auto end = std::min<std::size_t>(
        {ranked.scores.size(), results.total, std::size_t{request.offset} + request.limit});
    for (std::size_t rank = request.offset; rank < end; ++rank)
        if (!request.only_sure || confidence_at(ranked, rank, index) >= kSure)
            results.hits.push_back(hit_of(ranked, rank, request, index));
    return results;
}

}  // namespace firstline
