#include "indexer/index/document_builder.h"

#include <algorithm>
#include <cmath>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "indexer/index/field_terms.h"
#include "indexer/text/sha256.h"

namespace firstline {

namespace {

/// Length normalisation of one field: 1 at the mean length, and `flat` at the least, so that very
/// short texts do not win by being short. The form and the numbers are ranking.md's recipe.
double normalisation(double flat, double length, double average) {
    return flat + (1 - flat) * std::max(length / std::max(average, 1.0), 0.5);
}

constexpr double kFlatBody = 0.4;
constexpr double kFlatTitle = 0.5;
constexpr double kFlatPairs = 0.5;

void add_scaled(Xapian::Document& document, const std::vector<TermCount>& terms, double g) {
    for (const auto& [term, count] : terms) {
        const double scaled = std::round(schema::kLengthScale * count / g);
        document.add_term(term, static_cast<Xapian::termcount>(std::max(1.0, scaled)));
    }
}

std::string joined(const std::vector<std::string>& texts) {
    std::string result;
    for (const auto& text : texts) {
        if (!result.empty())
            result += schema::kSeparator;
        result += text;
    }
    return result;
}

std::string names_value(const StoredArticle& article) {
    std::vector<std::string> names{article.record.id, article.record.slug};
    names.insert(names.end(), article.details.redirect_from.begin(),
                 article.details.redirect_from.end());
    return joined(names);
}

std::string problems_value(const Problems& problems) {
    const auto count = [&](Severity severity) {
        return std::count_if(problems.begin(), problems.end(),
                             [&](const Problem& p) { return p.severity == severity; });
    };
    const auto errors = count(Severity::error), warnings = count(Severity::warning);
    if (errors == 0 && warnings == 0)
        return {};
    return std::to_string(errors) + " " + std::to_string(warnings);
}

std::string changed_value(const ArticleRecord& record) {
    const auto changed = std::max(record.updated, record.reviewed);  // nothing is before any day
    return changed ? iso_date(*changed) : std::string();
}

std::string lengths_value(const FieldLengths& lengths) {
    return std::to_string(lengths.body) + " " + std::to_string(lengths.title) + " " +
           std::to_string(lengths.pairs);
}

void add_values(AnalysedArticle& analysed, const StoredArticle& article) {
    const auto add = [&](Xapian::valueno slot, std::string value) {
        if (!value.empty())
            analysed.values.emplace_back(slot, std::move(value));
    };
    const auto& record = article.record;
    add(schema::kPathSlot, record.path);
    add(schema::kInputSlot, sha256_hex(analysed.data).substr(0, 32));
    add(schema::kLengthsSlot, lengths_value(analysed.lengths));
    add(schema::kNamesSlot, names_value(article));
    add(schema::kProblemsSlot, problems_value(article.details.problems));
    if (analysed.archived)
        return;
    add(schema::kChangedSlot, changed_value(record));
    add(schema::kProductSlot, joined(product_facet(record)));
    add(schema::kTypeSlot, record.type);
    add(schema::kTagSlot, joined(record.tags));
    add(schema::kUnlistedSlot, record.unlisted ? "1" : "");
}

}  // namespace

StoredArticle stored_form(const Article& a, const LoadedArticle& loaded) {
    StoredArticle stored;
    stored.record = {
        .path = a.path,
        .id = a.id,
        .slug = a.slug,
        .title = a.title,
        .summary = a.summary,
        .aliases = a.aliases,
        .redirect_to = a.redirect_to,
        .audience = a.audience,
        .state = a.state,
        .unlisted = a.unlisted,
        .owner = a.owner,
        .owner_assumed = a.owner_assumed,
        .reviewed = a.reviewed,
        .reviewed_by = a.reviewed_by,
        .changed_since_review = !a.reviewed_hash.empty() && a.reviewed_hash != a.content_hash,
        .review_every = a.review_every,
        .expires = a.expires,
        .updated = a.updated,
        .tags = a.tags,
        .applies_to = a.applies_to,
        .product = a.product,
        .related = a.related,
        .type = a.type,
        .critical = a.critical,
        .lang = a.lang,
    };
    for (const auto& section : a.sections)
        stored.sections.push_back({section.heading, section.anchor, section.level, section.text});
    stored.details = {
        .html = a.html,
        .ticket = a.ticket,
        .diagnose = a.diagnose,
        .translation_of = a.translation_of,
        .reviewed_hash = a.reviewed_hash,
        .content_hash = a.content_hash,
        .redirect_from = a.redirect_from,
        .links = a.links,
        .files = a.files,
        .depends_on = loaded.depends_on,
        .problems = loaded.problems,
    };
    return stored;
}

AnalysedArticle analyse(const StoredArticle& article, Language& language) {
    AnalysedArticle analysed;
    analysed.path = article.record.path;
    analysed.audience = audience_key(article.record.audience);
    analysed.archived = article.record.state == State::archived;
    analysed.data = encode(article);
    TermCounts others = name_terms(article);
    if (!analysed.archived) {
        FieldTerms fields = field_terms(article, language);
        analysed.lengths = fields.lengths;
        analysed.body = sorted(std::move(fields.body));
        analysed.title = sorted(std::move(fields.title));
        analysed.pairs = sorted(std::move(fields.pairs));
        analysed.grams = sorted(std::move(fields.grams));
        others.merge(fields.others);
        analysed.spelling = spelling_words(article.record, article.sections);
    }
    analysed.others = sorted(std::move(others));
    add_values(analysed, article);
    return analysed;
}

Xapian::Document make_document(const AnalysedArticle& article, const FieldAverages& averages,
                               const ReadStamps& stamps) {
    Xapian::Document document;
    const auto& lengths = article.lengths;
    add_scaled(document, article.body, normalisation(kFlatBody, lengths.body, averages.body));
    const double title_g = normalisation(kFlatTitle, lengths.title, averages.title);
    add_scaled(document, article.title, title_g);
    add_scaled(document, article.grams, title_g);
    add_scaled(document, article.pairs, normalisation(kFlatPairs, lengths.pairs, averages.pairs));
    for (const auto& [term, count] : article.others)
        document.add_term(term, count);
    for (const auto& [slot, value] : article.values)
        document.add_value(slot, value);
    document.add_value(schema::kStampSlot, stamps.file);
    document.add_value(schema::kDependsSlot, stamps.depends);
    document.set_data(article.data);
    return document;
}

}  // namespace firstline
