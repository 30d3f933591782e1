#include "server/search/allowed.h"

#include <limits>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "indexer/text/codes.h"
#include "server/search/phrases.h"
#include "server/search/ranking_numbers.h"

namespace firstline {

namespace {

using Kind = Condition::Kind;

/// Three facets and the conditions, of a filter and of a query, are counted in one byte, and one
/// value is left to mark what is out for good.
constexpr unsigned char kOut = std::numeric_limits<unsigned char>::max();
static_assert(2 * ranking::kMostConditions + 3 < kOut);

std::string_view prefix_of(Kind kind) {
    switch (kind) {
        case Kind::product: return schema::kProduct;
        case Kind::tag: return schema::kTag;
        case Kind::owner: return schema::kOwner;
        case Kind::state: return schema::kState;
        case Kind::type: return schema::kType;
        case Kind::word:
        case Kind::phrase:
        case Kind::about: break;
    }
    return schema::kBody;
}

bool is_by_words(Kind kind) {
    return kind == Kind::word || kind == Kind::about;
}

bool is_code(std::string_view value) {
    return value.find(' ') == std::string_view::npos && !codes_in(value).empty();
}

/// Whether the stored text decides: a phrase, or what looks like one word and is several (`wi-fi`).
bool is_literal(const Condition& condition) {
    if (!is_by_words(condition.kind))
        return condition.kind == Kind::phrase;
    return tokens_of(condition.value, false).size() > 1 && !is_code(condition.value);
}

}  // namespace

Allowed::Allowed(const Filter& filter, OpenIndex& index) : index_(index) {
    narrow(schema::kProduct, filter.product);
    narrow(schema::kType, filter.type);
    narrow(schema::kTag, filter.tag);
    std::size_t to_verify = ranking::kMostVerified;
    for (const auto& condition : filter.conditions)
        narrow(condition, to_verify);
}

void Allowed::narrow(std::string_view prefix, const std::vector<std::string>& values) {
    if (values.empty())
        return;
    std::vector<std::string> terms;
    terms.reserve(values.size());
    for (const auto& value : values)
        terms.push_back(term(prefix, to_lower(value)));
    keep(with_any(terms));
}

void Allowed::narrow(const Condition& condition, std::size_t& to_verify) {
    auto documents = is_literal(condition)
                         ? articles_with_phrase(condition.value, index_, to_verify)
                         : with_any(terms_of(condition));
    if (condition.kind == Kind::about) {
        const std::string value = to_lower(condition.value);
        const auto declared = with_any({term(schema::kProduct, value), term(schema::kTag, value)});
        documents.insert(documents.end(), declared.begin(), declared.end());
    }
    if (condition.excluded)
        drop(documents);
    else
        keep(documents);
}

std::vector<std::string> Allowed::terms_of(const Condition& condition) const {
    std::vector<std::string> terms;
    if (!is_by_words(condition.kind)) {
        const std::string value = to_lower(condition.value);
        terms.push_back(term(prefix_of(condition.kind), value));
        // An owner is known by a key, and to people by a name.
        if (condition.kind == Kind::owner)
            for (const auto& owner : index_.manifest.kb.owners)
                if (to_lower(owner.name) == value)
                    terms.push_back(term(schema::kOwner, to_lower(owner.key)));
        return terms;
    }
    // `C++` is no `c`.
    for (const auto& code : codes_in(condition.value))
        terms.push_back(term(schema::kCode, code));
    if (terms.empty())
        for (const auto& token : tokens_of(condition.value, false))
            terms.push_back(term(schema::kBody, index_.language.stem(token.word)));
    return terms;
}

std::vector<Xapian::docid> Allowed::with_any(const std::vector<std::string>& terms) const {
    std::vector<Xapian::docid> documents;
    for (const auto& one : terms)
        for (auto at = index_.articles.postlist_begin(one); at != index_.articles.postlist_end(one);
             ++at)
            documents.push_back(*at);
    return documents;
}

void Allowed::keep(const std::vector<Xapian::docid>& documents) {
    passes_.resize(index_.articles.get_lastdocid() + 1);
    for (const auto document : documents)
        if (passes_[document] == passed_)
            ++passes_[document];
    ++passed_;
}

void Allowed::drop(const std::vector<Xapian::docid>& documents) {
    passes_.resize(index_.articles.get_lastdocid() + 1);
    for (const auto document : documents)
        passes_[document] = kOut;
    for (auto& passes : passes_)
        if (passes == passed_)
            ++passes;
    ++passed_;
}

}  // namespace firstline
