#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <xapian.h>

#include "server/search/search_types.h"

namespace firstline {

/// The facet values of every article, by document: reading them from the index again for each of
/// thousands of articles found would cost more than finding them. About 20 bytes an article.
class FacetTable {
public:
    explicit FacetTable(const Xapian::Database& articles);

    /// Counts the values of these articles: selected ones first, then the frequent ones, at most
    /// kMostFacetValues of each.
    Facets count(const std::vector<Xapian::docid>& found, const Filter& selected) const;

    static constexpr std::size_t kMostFacetValues = 12;

    /// All values, each once, as first written; in no order.
    const std::vector<std::string>& products() const { return product_.shown; }
    const std::vector<std::string>& tags() const { return tag_.shown; }

private:
    struct Column {
        std::vector<std::string> shown;  ///< by number, as first written
        std::vector<std::string> lower;
        std::vector<std::uint32_t> begin;    ///< by document, into `numbers`; one more at the end
        std::vector<std::uint32_t> numbers;  ///< of the values of one document after another
    };

    static Column column_of(const Xapian::Database& articles, Xapian::valueno slot);
    static std::vector<FacetValue> count(const Column& column,
                                         const std::vector<Xapian::docid>& found,
                                         const std::vector<std::string>& selected);

    Column product_, type_, tag_;
};

}  // namespace firstline
