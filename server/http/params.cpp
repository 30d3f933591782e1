#include "server/http/params.h"

#include <charconv>

#include <fmt/format.h>

#include "indexer/text/characters.h"

namespace firstline {
namespace {

/// More chosen facet values than a page offers are no person's doing.
constexpr std::size_t kMostFacetValues = 20;

std::string first_characters(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    for (; end < text.size(); ++end)
        if ((static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80 && count-- == 0)
            break;
    return std::string{text.substr(0, end)};
}

std::vector<std::string> facet_from(const Target& target, const char* name) {
    std::vector<std::string> values = target.all(name);
    if (values.size() > kMostFacetValues)
        values.resize(kMostFacetValues);
    return values;
}

}  // namespace

unsigned number_from(const Target& target, const char* name, unsigned fallback, unsigned most,
                     Asker asker) {
    const std::string* text = target.parameter(name);
    if (!text)
        return fallback;
    unsigned number = 0;
    const char* end = text->data() + text->size();
    const auto [stopped, error] = std::from_chars(text->data(), end, number);
    const bool readable = error == std::errc{} && stopped == end;
    if (readable && number <= most)
        return number;
    if (asker == Asker::program)
        throw BadRequest(fmt::format("{} must be a whole number between 0 and {}.", name, most));
    return readable ? most : fallback;
}

std::string query_from(const Target& target, Asker asker) {
    const std::string* text = target.parameter("q");
    if (!text)
        return {};
    if (character_count(*text) <= kLongestQuery)
        return *text;
    if (asker == Asker::program)
        throw BadRequest(fmt::format("q is longer than {} characters.", kLongestQuery));
    return first_characters(*text, kLongestQuery);
}

bool switch_from(const Target& target, const char* name) {
    const std::string* text = target.parameter(name);
    return text && !text->empty() && *text != "0" && *text != "no" && *text != "false";
}

SearchRequest search_request_from(const Target& target, Asker asker) {
    SearchRequest request;
    request.query = query_from(target, asker);
    request.limit = number_from(target, "limit", request.limit, kMostResults, asker);
    request.offset = number_from(target, "offset", 0, kFarthestOffset, asker);
    request.filter.product = facet_from(target, "product");
    request.filter.type = facet_from(target, "type");
    request.filter.tag = facet_from(target, "tag");
    request.as_typed = switch_from(target, "as_typed");
    request.explain = switch_from(target, "explain");
    request.operators = switch_from(target, "ops");
    return request;
}

}  // namespace firstline
