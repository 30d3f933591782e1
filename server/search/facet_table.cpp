#include "server/search/facet_table.h"

#include <algorithm>
#include <unordered_map>

#include "indexer/format/schema.h"
#include "indexer/text/tokens.h"

namespace firstline {

FacetTable::FacetTable(const Xapian::Database& articles)
    : product_(column_of(articles, schema::kProductSlot)),
      type_(column_of(articles, schema::kTypeSlot)),
      tag_(column_of(articles, schema::kTagSlot)) {}

FacetTable::Column FacetTable::column_of(const Xapian::Database& articles, Xapian::valueno slot) {
    Column column;
    std::unordered_map<std::string, std::uint32_t> numbers;  // by the value as written
    std::unordered_map<std::string, std::uint32_t> folded;
    const auto number_of = [&](const std::string& value) {
        const auto [at, is_new] = numbers.try_emplace(value, 0);
        if (is_new) {
            const auto next = static_cast<std::uint32_t>(column.shown.size());
            const auto [lower, first] = folded.try_emplace(to_lower(value), next);
            if (first) {
                column.shown.push_back(value);
                column.lower.push_back(lower->first);
            }
            at->second = lower->second;
        }
        return at->second;
    };
    column.begin.reserve(articles.get_lastdocid() + 2);
    for (auto at = articles.valuestream_begin(slot); at != articles.valuestream_end(slot); ++at) {
        const auto so_far = static_cast<std::uint32_t>(column.numbers.size());
        column.begin.resize(at.get_docid() + std::size_t{1}, so_far);
        const std::string values = *at;
        for (std::size_t from = 0; from < values.size();) {
            const std::size_t end = std::min(values.find(schema::kSeparator, from), values.size());
            column.numbers.push_back(number_of(values.substr(from, end - from)));
            from = end + 1;
        }
    }
    column.begin.resize(articles.get_lastdocid() + std::size_t{2},
                        static_cast<std::uint32_t>(column.numbers.size()));
    return column;
}

std::vector<FacetValue> FacetTable::count(const Column& column,
                                          const std::vector<Xapian::docid>& found,
                                          const std::vector<std::string>& selected) {
    std::vector<unsigned> counts(column.shown.size());
    for (const auto document : found)
        for (auto i = column.begin[document]; i < column.begin[document + 1]; ++i)
            ++counts[column.numbers[i]];
    std::vector<std::string> wanted;
    wanted.reserve(selected.size());
    for (const auto& value : selected)
        wanted.push_back(to_lower(value));
    struct Counted {
        bool selected;
        unsigned count;
        std::size_t number;
    };
    std::vector<Counted> all;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0)
            all.push_back({std::find(wanted.begin(), wanted.end(), column.lower[i]) != wanted.end(),
                           counts[i], i});
    const auto last =
        all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), kMostFacetValues));
    std::partial_sort(all.begin(), last, all.end(), [&](const Counted& a, const Counted& b) {
        if (a.selected != b.selected || a.count != b.count)
            return std::pair(a.selected, a.count) > std::pair(b.selected, b.count);
        return column.lower[a.number] < column.lower[b.number];
    });
    std::vector<FacetValue> values;
    for (auto at = all.begin(); at != last; ++at)
        values.push_back({column.shown[at->number], at->count, at->selected});
    return values;
}

Facets FacetTable::count(const std::vector<Xapian::docid>& found, const Filter& selected) const {
    return {count(product_, found, selected.product), count(type_, found, selected.type),
            count(tag_, found, selected.tag)};
}

}  // namespace firstline
