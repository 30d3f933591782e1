#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/stored_article.h"
#include "indexer/text/html.h"

namespace firstline {

/// What an operator of a query asks of an article.
struct Condition {
    /// `about` is what an article declares as a product or tag, or says.
    enum class Kind { word, phrase, product, tag, owner, state, type, about };
    Kind kind = Kind::word;
    std::string value;      ///< as typed, never without a word in it
    bool excluded = false;  ///< the article must not have it

    friend bool operator==(const Condition&, const Condition&) = default;
};

/// Facets that narrow a search (any of the values; empty: any at all), and conditions, each of
/// which must hold.
struct Filter {
    std::vector<std::string> product;
    std::vector<std::string> type;
    std::vector<std::string> tag;
    std::vector<Condition> conditions = {};

    bool empty() const {
        return product.empty() && type.empty() && tag.empty() && conditions.empty();
    }
};

struct SearchRequest {
    std::string query;
    unsigned limit = 10;  ///< 0 to 100
    unsigned offset = 0;  ///< 0 to 1000
    Filter filter;
    bool as_typed = false;  ///< "search instead for": no correction is applied
    bool explain = false;
    bool operators = false;  ///< the query may hold operators (operators.h)
    bool as_words = false;   ///< somebody who has operators by default switched them off
    /// The query is a pasted ticket or mail: searched for by what tells of it (whole_text.h), and
    /// not corrected. Operators are words then.
    bool whole_text = false;
    bool told = false;  ///< of a whole text the query is only what tells of it
    /// Only hits that are surely right (ranking::kSure) are read; facets stay empty.
    bool only_sure = false;
};

/// What one signal gave to the score of a hit.
struct Contribution {
    /// `body`, `title`, `pairs`, `grams`, `synonyms`, `compounds`, `codes`, `exact`,
    /// `asked before`, `questions together`
    std::string signal;
    std::string term;  ///< as the reader would recognise it
    double weight = 0;
};

struct SectionRef {
    std::string heading;
    std::string anchor;
};

struct Hit {
    ArticleRecord article;
    Html snippet;                       ///< escaped text with `<mark>` only
    std::optional<SectionRef> section;  ///< absent: the text before the first heading answers
    double score = 0;
    double confidence = 0;  ///< 0 to 1: that this hit answers the query
    std::vector<Contribution> explanation;
};

struct Correction {
    std::string from;
    std::string to;
    bool applied = false;  ///< false: only offered ("did you mean")
};

struct FacetValue {
    std::string value;
    unsigned count = 0;
    bool selected = false;
};

struct Facets {
    std::vector<FacetValue> product;
    std::vector<FacetValue> type;
    std::vector<FacetValue> tag;
};

struct SearchResults {
    std::string query;   ///< as asked
    unsigned total = 0;  ///< articles this viewer may read that score near enough to the best
    std::vector<Hit> hits;
    std::optional<Correction> correction;
    Facets facets;
    double confidence = 0;  ///< of the first hit; 0 without hits
    bool sure = false;      ///< confidence reaches the threshold, or a code, alias or title matched
    double took_ms = 0;
};

struct Suggestion {
    std::string id;
    std::string slug;
    std::string title;
    Html marked_title;  ///< the matched beginnings of words in `<mark>`
    std::optional<SectionRef> section;
};

struct Suggestions {
    std::string query;
    std::vector<Suggestion> results;
    std::vector<std::string> completions;  ///< whole queries, the last word completed
};

/// A value readers can browse by, with how many articles have it.
struct Topic {
    std::string name;
    unsigned articles = 0;
    bool is_tag = false;  ///< else a product
};

/// What a name (slug, id or old URL) leads to for this viewer.
struct Found {
    enum class Kind { article, moved, retired, nothing };
    Kind kind = Kind::nothing;
    std::string target;  ///< moved: a slug, or a whole URL when it holds `://` or begins with `/`
    StoredArticle article;   ///< when kind is article
    ArticleRecord archived;  ///< when a retired article of this name leads on, or is all there is
};

/// Whether the article that was found, in use or retired, has this very id, and was not found by
/// another name of its own.
inline bool has_id(const Found& found, std::string_view id) {
    return !id.empty() && (found.article.record.id == id || found.archived.id == id);
}

}  // namespace firstline
