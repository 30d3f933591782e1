#include "server/http/api_json.h"

#include <nlohmann/json.hpp>

#include "server/pages/links.h"

namespace firstline {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json json_of(const std::optional<Date>& date) {
    return date ? Json(iso_date(*date)) : Json(nullptr);
}

Json json_of(const std::optional<SectionRef>& section) {
    return section ? Json{{"heading", section->heading}, {"anchor", section->anchor}}
                   : Json(nullptr);
}

std::string url_of(const std::string& slug, const std::optional<SectionRef>& section) {
    return article_url(slug, section ? section->anchor : std::string{});
}

Json json_of(const Hit& hit, bool explain) {
    const ArticleRecord& article = hit.article;
    Json json{{"id", article.id},
              {"slug", article.slug},
              {"url", url_of(article.slug, hit.section)},
              {"title", article.title},
              {"snippet", hit.snippet.markup},
              {"section", json_of(hit.section)},
              {"score", hit.score},
              {"confidence", hit.confidence},
              {"summary", article.summary},
              {"audience", audience_key(article.audience)},
              {"type", article.type},
              {"product", article.product},
              {"reviewed", json_of(article.reviewed)}};
    if (explain) {
        Json reasons = Json::array();
        for (const auto& [signal, term, weight] : hit.explanation)
            reasons.push_back({{"signal", signal}, {"term", term}, {"weight", weight}});
        json["explain"] = std::move(reasons);
    }
    return json;
}

Json json_of(const std::optional<Correction>& correction) {
    if (!correction)
        return nullptr;
    return {{"from", correction->from}, {"to", correction->to}, {"applied", correction->applied}};
}

Json json_of(const std::vector<FacetValue>& values) {
    Json json = Json::array();
    for (const auto& [value, count, selected] : values)
        json.push_back({{"value", value}, {"count", count}, {"selected", selected}});
    return json;
}

Json json_of(const std::vector<StoredSection>& sections) {
    Json json = Json::array();
    for (const auto& [heading, anchor, level, text] : sections)
        json.push_back(
            {{"heading", heading}, {"anchor", anchor}, {"level", level}, {"text", text}});
    return json;
}

Json json_of(const SearchResults& results, bool explain) {
    Json hits = Json::array();
    for (const Hit& hit : results.hits)
        hits.push_back(json_of(hit, explain));
    return {{"query", results.query},
            {"total", results.total},
            {"results", std::move(hits)},
            {"correction", json_of(results.correction)},
            {"confidence", results.confidence},
            {"sure", results.sure},
            {"facets",
             {{"product", json_of(results.facets.product)},
              {"type", json_of(results.facets.type)},
              {"tag", json_of(results.facets.tag)}}},
            {"took_ms", results.took_ms}};
}

}  // namespace

std::string to_json(const SearchResults& results, bool explain) {
    return text_of(json_of(results, explain));
}

std::string to_json(const Match& match) {
    Json json = json_of(match.results, false);
    json["typed"] = match.typed;
    json["chips"] = Json::array();
    for (const Chip& chip : match.chips)
        json["chips"].push_back({{"kind", name_of(chip.kind)}, {"text", chip.text}});
    return text_of(json);
}

std::string to_json(const Suggestions& suggestions) {
    Json results = Json::array();
    for (const Suggestion& suggestion : suggestions.results)
        results.push_back({{"id", suggestion.id},
                           {"url", url_of(suggestion.slug, suggestion.section)},
                           {"title", suggestion.title},
                           {"marked_title", suggestion.marked_title.markup},
                           {"section", json_of(suggestion.section)}});
    return text_of({{"query", suggestions.query},
                    {"results", std::move(results)},
                    {"completions", suggestions.completions}});
}

std::string to_json(const std::vector<Hit>& offers, const std::vector<Notice>& incidents,
                    std::string_view base_url) {
    const auto whole = [&](const std::string& url) {
        return url.starts_with('/') ? std::string{base_url} + url : url;
    };
    Json results = Json::array();
    for (const Hit& hit : offers)
        results.push_back({{"id", hit.article.id},
                           {"title", hit.article.title},
                           {"url", whole(url_of(hit.article.slug, hit.section))},
                           {"section", json_of(hit.section)},
                           {"summary", hit.article.summary}});
    Json known = Json::array();
    for (const Notice& incident : incidents)
        known.push_back({{"title", incident.title},
                         {"text", incident.text},
                         {"link", whole(notice_url(incident.link))}});
    return text_of({{"results", std::move(results)}, {"incidents", std::move(known)}});
}

std::string to_json(const StoredArticle& article, const std::vector<ArticleRecord>& related) {
    const ArticleRecord& record = article.record;
    Json others = Json::array();
    for (const ArticleRecord& other : related)
        others.push_back(
            {{"id", other.id}, {"url", article_url(other.slug)}, {"title", other.title}});
    return text_of({{"id", record.id},
                    {"slug", record.slug},
                    {"url", article_url(record.slug)},
                    {"title", record.title},
                    {"summary", record.summary},
                    {"aliases", record.aliases},
                    {"audience", audience_key(record.audience)},
                    {"state", state_name(record.state)},
                    {"type", record.type},
                    {"product", record.product},
                    {"applies_to", record.applies_to},
                    {"tags", record.tags},
                    {"owner", record.owner},
                    {"owner_assumed", record.owner_assumed},
                    {"reviewed", json_of(record.reviewed)},
                    {"reviewed_by", record.reviewed_by},
                    {"changed_since_review", record.changed_since_review},
                    {"expires", json_of(record.expires)},
                    {"updated", json_of(record.updated)},
                    {"lang", record.lang},
                    {"html", article.details.html},
                    {"sections", json_of(article.sections)},
                    {"related", std::move(others)}});
}

std::string to_opensearch_json(const Suggestions& suggestions, std::string_view base_url) {
    Json texts = Json::array();
    Json descriptions = Json::array();
    Json urls = Json::array();
    for (const Suggestion& suggestion : suggestions.results) {
        texts.push_back(suggestion.title);
        descriptions.push_back(suggestion.section ? suggestion.section->heading : std::string{});
        urls.push_back(std::string{base_url} + url_of(suggestion.slug, suggestion.section));
    }
    return text_of(Json::array({suggestions.query, texts, descriptions, urls}));
}

}  // namespace firstline
