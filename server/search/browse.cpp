#include "server/search/browse.h"

#include <algorithm>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "server/search/folded_weight.h"
#include "server/search/name_lookup.h"

namespace firstline {

namespace {

/// Terms by which articles are compared; more add time and no likeness.
constexpr std::size_t kMostLikenessTerms = 20;

/// An article is alike only if it scores this share of what the article itself would.
constexpr double kAlike = 0.12;

/// Words of titles say more of what an article is about than words of its text.
constexpr double kTitleLikeness = 2.0;

ArticleRecord record_of(const OpenIndex& index, Xapian::docid document) {
    return decode_record(index.articles.get_document(document).get_data());
}

struct WeightedTerm {
    std::string term;
    double weight = 0;
};

bool is_word_term(const std::string& term) {
    return !term.empty() && !(term.front() >= 'A' && term.front() <= 'Z');
}

bool is_title_term(const std::string& term) {
    return term.starts_with(schema::kTitle);
}

/// The article's own words that tell it from others.
std::vector<WeightedTerm> telling_terms(const OpenIndex& index, Xapian::docid document) {
    std::vector<WeightedTerm> terms;
    for (auto it = index.articles.termlist_begin(document);
         it != index.articles.termlist_end(document); ++it) {
        const std::string name = *it;
        if (!is_word_term(name) && !is_title_term(name))
            continue;
        const auto with = it.get_termfreq();
        if (with < 2)
            continue;
        const double weight = idf(index.count, with) * FoldedWeight::part(it.get_wdf()) *
                              (is_title_term(name) ? kTitleLikeness : 1.0);
        terms.push_back({name, weight});
    }
    std::stable_sort(terms.begin(), terms.end(),
                     [](const auto& a, const auto& b) { return a.weight > b.weight; });
    if (terms.size() > kMostLikenessTerms)
        terms.resize(kMostLikenessTerms);
    return terms;
}

std::string topic_name(const OpenIndex& index, const std::string& name, Xapian::valueno slot,
                       std::string_view lower) {
    const auto document = index.articles.postlist_begin(name);
    if (document == index.articles.postlist_end(name))
        return std::string(lower);
    const std::string values = index.articles.get_document(*document).get_value(slot);
    for (std::size_t at = 0; at < values.size();) {
        const std::size_t end = std::min(values.find(schema::kSeparator, at), values.size());
        if (std::string value = values.substr(at, end - at); to_lower(value) == lower)
            return value;
        at = end + 1;
    }
    return std::string(lower);
}

std::vector<Topic> topics_under(const OpenIndex& index, std::string_view prefix,
                                Xapian::valueno slot, unsigned limit) {
    struct Found {
        std::string term;
        Xapian::doccount articles;
    };
    std::vector<Found> found;
    const std::string start(prefix);
    for (auto it = index.articles.allterms_begin(start); it != index.articles.allterms_end(start);
         ++it)
        found.push_back({*it, it.get_termfreq()});
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.articles > b.articles; });
    if (found.size() > limit)
        found.resize(limit);
    std::vector<Topic> topics;
    topics.reserve(found.size());
    for (const auto& [name, articles] : found)
        topics.push_back(
            {topic_name(index, name, slot, std::string_view(name).substr(prefix.size())),
             articles});
    return topics;
}

}  // namespace

std::vector<ArticleRecord> newest_articles(const OpenIndex& index, unsigned limit) {
    std::vector<ArticleRecord> newest;
    if (index.count == 0)
        return newest;
    Xapian::Enquire enquire(index.articles);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(Xapian::Query(Xapian::Query::OP_VALUE_GE, schema::kChangedSlot, "1"));
    enquire.set_sort_by_value(schema::kChangedSlot, true);
    // Unlisted articles are few; twice the number leaves enough of the others.
    const auto found = enquire.get_mset(0, 2 * limit + 8);
    for (auto hit = found.begin(); hit != found.end() && newest.size() < limit; ++hit)
        if (auto record = record_of(index, *hit); !record.unlisted)
            newest.push_back(std::move(record));
    return newest;
}

std::vector<Topic> topics_of(const OpenIndex& index, unsigned limit) {
    auto topics = topics_under(index, schema::kProduct, schema::kProductSlot, limit);
    if (!topics.empty())
        return topics;
    topics = topics_under(index, schema::kTag, schema::kTagSlot, limit);
    for (Topic& topic : topics)
        topic.is_tag = true;
    return topics;
}

std::vector<ArticleRecord> listed_articles(const OpenIndex& index) {
    std::vector<ArticleRecord> listed;
    for (auto it = index.articles.postlist_begin(""); it != index.articles.postlist_end(""); ++it)
        if (auto record = record_of(index, *it); !record.unlisted)
            listed.push_back(std::move(record));
    std::sort(listed.begin(), listed.end(),
              [](const auto& a, const auto& b) { return a.slug < b.slug; });
    return listed;
}

std::vector<ArticleUpkeep> upkeep_of_articles(const OpenIndex& index) {
    std::vector<ArticleUpkeep> all;
    all.reserve(index.count);
    for (auto it = index.articles.postlist_begin(""); it != index.articles.postlist_end(""); ++it)
        all.push_back(decode_upkeep(index.articles.get_document(*it).get_data()));
    // They are large: each is moved once.
    std::vector<ArticleUpkeep*> order;
    order.reserve(all.size());
    for (ArticleUpkeep& article : all)
        order.push_back(&article);
    std::sort(order.begin(), order.end(),
              [](const auto* a, const auto* b) { return a->record.path < b->record.path; });
    std::vector<ArticleUpkeep> sorted;
    sorted.reserve(all.size());
    for (ArticleUpkeep* const article : order)
        sorted.push_back(std::move(*article));
    return sorted;
}

std::vector<ArticleRecord> related_articles(const StoredArticle& article, OpenIndex& index,
                                            unsigned limit) {
    std::vector<ArticleRecord> related;
    const auto add = [&](Xapian::docid document) {
        auto record = record_of(index, document);
        const bool known = record.path == article.record.path ||
                           std::any_of(related.begin(), related.end(), [&](const auto& other) {
                               return other.path == record.path;
                           });
        if (!known && related.size() < limit)
            related.push_back(std::move(record));
    };
    for (const auto& id : article.record.related)
        if (const auto document = document_named(id, index))
            add(*document);
    const auto self = document_named(article.record.slug, index);
    if (!self || related.size() >= limit)
        return related;
    std::vector<Xapian::Query> parts;
    for (const auto& [name, weight] : telling_terms(index, *self))
        parts.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(name), weight);
    Xapian::Enquire enquire(index.articles);
    enquire.set_weighting_scheme(FoldedWeight());
    enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, parts.begin(), parts.end()));
    const auto found = enquire.get_mset(0, 3 * limit + 1);
    const double itself = found.empty() ? 0 : found.begin().get_weight();
    for (auto hit = found.begin(); hit != found.end(); ++hit)
        if (hit.get_weight() >= kAlike * itself)
            add(*hit);
    return related;
}

bool shows_file(const OpenIndex& index, std::string_view path) {
    return index.articles.term_exists(term(schema::kFile, path));
}

}  // namespace firstline
