#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/text/characters.h"
#include "server/http/answer_from_index.h"
#include "server/http/api_json.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/search/match.h"

namespace firstline {
namespace {

using Json = nlohmann::json;

constexpr unsigned kMostMatches = 20;

std::vector<std::string> chips_at(const Json& json, const char* member) {
    const auto found = json.find(member);
    if (found == json.end())
        return {};
    const auto wrong = [&] {
        return BadRequest(
            fmt::format("\"{}\" must be a list of at most {} texts of at most {} "
                        "bytes each.",
                        member, kMostChips, kLongestChip));
    };
    if (!found->is_array() || found->size() > kMostChips)
        throw wrong();
    std::vector<std::string> chips;
    for (const Json& chip : *found) {
        if (!chip.is_string() || chip.get_ref<const std::string&>().size() > kLongestChip)
            throw wrong();
        chips.push_back(chip);
    }
    return chips;
}

unsigned limit_at(const Json& json) {
    const auto found = json.find("limit");
    if (found == json.end())
        return MatchRequest{}.limit;
    if (!found->is_number_integer() || *found < 1 || *found > kMostMatches)
        throw BadRequest(
            fmt::format("\"limit\" must be a whole number between 1 and {}.", kMostMatches));
    return found->get<unsigned>();
}

/// Throws BadRequest.
MatchRequest match_request_from(const std::string& body) {
    if (const auto at = find_invalid_utf8(body))
        throw BadRequest(fmt::format("The body is not UTF-8 from byte {} on.", *at));
    const Json json = Json::parse(body, nullptr, false);
    const auto text = json.is_object() ? json.find("text") : json.end();
    if (!json.is_object() || text == json.end())
        throw BadRequest(R"(Send JSON such as {"text": "...", "limit": 10}.)");
    if (!text->is_string())
        throw BadRequest("\"text\" must be a text.");
    return {.text = *text,
            .limit = limit_at(json),
            .without = chips_at(json, "without"),
            .pinned = chips_at(json, "pinned")};
}

}  // namespace

Reply api_match(const Site& site, const Request& request, const std::string& /*rest*/) {
    const MatchRequest wanted = match_request_from(request.body);
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        Reply reply;
        reply.content_type = "application/json";
        reply.body = to_json(match_text(reading, wanted));
        set_caching(reply, kKeepNothing);
        return reply;
    });
}

}  // namespace firstline
