#include "server/pages/results_data.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "server/pages/frame_data.h"
#include "server/pages/links.h"
#include "server/pages/wording.h"

namespace firstline {

namespace {

/// Values of one facet beyond these are reached by typing them.
constexpr std::size_t kMostFacetValues = 6;

/// Products and systems named in one line.
constexpr std::size_t kMostNamed = 3;

/// SearchRequest::offset ends here.
constexpr unsigned kHighestOffset = 1000;

/// What "More results" adds, whatever it has made the page grow to.
constexpr unsigned kStep = 10;

using FilterField = std::vector<std::string> Filter::*;

/// The same search from its first page, with `value` of one facet switched on or off.
std::string toggled_url(SearchRequest request, FilterField field, const std::string& value) {
    auto& values = request.filter.*field;
    if (const auto found = std::find(values.begin(), values.end(), value); found != values.end())
        values.erase(found);
    else
        values.push_back(value);
    request.offset = 0;
    request.limit = SearchRequest{}.limit;
    return search_url(request);
}

bool narrows(const FacetValue& value, unsigned total) {
    return value.selected || (value.count > 0 && value.count < total);
}

struct Facet {
    const char* label;
    FilterField field;
    const std::vector<FacetValue>& values;
    std::string (*name)(std::string_view);
};

void add_facet(std::vector<PageData>& groups, const Facet& facet, const ResultsView& view) {
    std::vector<PageData> values;
    for (const FacetValue& value : facet.values) {
        const bool room = values.size() < kMostFacetValues || value.selected;
        if (!room || !narrows(value, view.results.total))
            continue;
        PageData item;
        item.text("name", facet.name(value.value))
            .text("url", toggled_url(view.request, facet.field, value.value))
            .text("count", count_text(value.count))
            .flag("selected", value.selected);
        values.push_back(std::move(item));
    }
    if (values.empty())
        return;
    PageData group;
    group.text("label", facet.label).list("values", values);
    groups.push_back(std::move(group));
}

void add_facets(PageData& data, const ResultsView& view) {
    const Facets& facets = view.results.facets;
    const auto as_written = [](std::string_view value) { return std::string{value}; };
    std::vector<PageData> groups;
    add_facet(groups, {"Product", &Filter::product, facets.product, as_written}, view);
    add_facet(groups, {"Kind", &Filter::type, facets.type, type_label}, view);
    add_facet(groups, {"Tag", &Filter::tag, facets.tag, as_written}, view);
    data.list("facets", groups);
}

void add_correction(PageData& data, const ResultsView& view) {
    const auto& correction = view.results.correction;
    data.flag("corrected", correction && correction->applied)
        .flag("offered", correction && !correction->applied)
        .text("corrected_to", correction ? correction->to : "")
        .text("corrected_from", correction ? correction->from : "");
    if (!correction)
        return;
    SearchRequest other = view.request;
    other.offset = 0;
    other.as_typed = correction->applied;
    if (!correction->applied)
        other.query = correction->to;
    data.text("other_url", search_url(other));
}

/// "More results" and "Earlier results".
void add_steps(PageData& data, const ResultsView& view) {
    const SearchRequest& request = view.request;
    SearchRequest next = request;
    next.offset = request.offset + static_cast<unsigned>(view.results.hits.size());
    next.limit = kStep;
    const bool more = next.offset > request.offset && next.offset < view.results.total &&
                      next.offset <= kHighestOffset;
    SearchRequest earlier = request;
    earlier.offset = request.offset > kStep ? request.offset - kStep : 0;
    earlier.limit = kStep;
    data.text("more_url", more ? search_url(next) : "")
        .text("earlier_url", request.offset > 0 ? search_url(earlier) : "");
}

std::string heading_of(const ResultsView& view) {
    const SearchResults& results = view.results;
    if (view.request.offset == 0)
        return article_count(results.total);
    return fmt::format("Articles {} to {} of {}", view.request.offset + 1,
                       view.request.offset + results.hits.size(), count_text(results.total));
}

PageData contributions(const Hit& hit) {
    std::vector<PageData> rows;
    for (const Contribution& part : hit.explanation) {
        PageData row;
        row.text("signal", part.signal)
            .text("term", part.term)
            .text("weight", fmt::format("{:.3f}", part.weight));
        rows.push_back(std::move(row));
    }
    PageData data;
    data.text("score", fmt::format("{:.3f}", hit.score))
        .text("confidence", fmt::format("{:.2f}", hit.confidence))
        .list("rows", rows);
    return data;
}

std::vector<std::string> facts_of(const ArticleRecord& article, const Frame& frame) {
    std::vector<std::string> facts;
    if (!article.product.empty())
        facts.push_back(short_list(article.product, kMostNamed));
    if (!article.applies_to.empty())
        facts.push_back(short_list(article.applies_to, kMostNamed));
    facts.push_back(review_line(article, frame.owners, frame.today));
    return facts;
}

}  // namespace

std::vector<std::string> labels_of(const ArticleRecord& article) {
    std::vector<std::string> labels;
    if (article.type == "known-error" || article.type == "request")
        labels.push_back(type_label(article.type));
    return labels;
}

PageData hit_data(const Hit& hit, const Frame& frame, bool explain) {
    const ArticleRecord& article = hit.article;
    PageData data;
    data.text("title", article.title)
        .text("url", article_url(article.slug))
        .html("snippet_html", hit.snippet)
        .text("section", hit.section ? hit.section->heading : "")
        .text("section_url",
              hit.section ? article_url(article.slug, hit.section->anchor) : std::string{})
        .text("expired", expired_since(article, frame.today))
        .text("state", state_label(article.state))
        .text("audience", audience_label(article.audience))
        .text("mark", audience_mark(article.audience))
        .texts("labels", labels_of(article))
        .texts("facts", facts_of(article, frame));
    if (explain)
        data.object("why", contributions(hit));
    else
        data.flag("why", false);
    return data;
}

std::string results_title(const SearchRequest& request) {
    if (!request.query.empty())
        return request.query;
    std::vector<std::string> chosen = request.filter.product;
    for (const std::string& type : request.filter.type)
        chosen.push_back(type_label(type));
    chosen.insert(chosen.end(), request.filter.tag.begin(), request.filter.tag.end());
    return chosen.empty() ? "Search" : short_list(chosen, kMostNamed);
}

void add_hits(PageData& data, const Frame& frame, const std::vector<Hit>& hits, bool explain) {
    std::vector<PageData> items;
    items.reserve(hits.size());
    for (const Hit& hit : hits)
        items.push_back(hit_data(hit, frame, explain));
    data.list("hits", items);
}

void add_results(PageData& data, const Frame& frame, const ResultsView& view) {
    const SearchRequest& request = view.request;
    const bool asked = !request.query.empty();
    const bool found = !view.results.hits.empty();
    SearchRequest unfiltered;
    unfiltered.query = request.query;
    unfiltered.operators = request.operators;
    unfiltered.as_words = request.as_words;
    SearchRequest switched = request;
    switched.offset = 0;
    switched.operators = !request.operators;
    switched.as_words = request.operators && frame.person && frame.person->role >= Role::agent;
    add_notices(data, view.notices);
    add_correction(data, view);
    add_facets(data, view);
    add_steps(data, view);
    add_hits(data, frame, view.results.hits, request.explain);
    // Browsing by a facet asks nothing that could be answered badly.
    data.flag("sure", found && (view.results.sure || !asked))
        .flag("operators", request.operators && asked)
        .flag("operators_off", request.as_words && asked)
        .text("switched_url", search_url(switched))
        .flag("unsure", found && !view.results.sure && asked)
        .flag("nothing", !found && (asked || !request.filter.empty()))
        .flag("unasked", !found && !asked && request.filter.empty())
        .text("heading", heading_of(view))
        .text("about", results_title(request))
        .text("first", std::to_string(request.offset + 1))
        .text("unfiltered_url", request.filter.empty() ? "" : search_url(unfiltered));
    add_door(data, frame, request.query);
}

}  // namespace firstline
