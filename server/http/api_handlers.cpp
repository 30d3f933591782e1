#include <utility>

#include "server/http/answer_from_index.h"
#include "server/http/api_json.h"
#include "server/http/handlers.h"
#include "server/http/openapi.h"
#include "server/http/params.h"
#include "server/http/problem_reply.h"

namespace firstline {
namespace {

constexpr unsigned kSuggestions = 5;
constexpr unsigned kMostSuggestions = 20;
constexpr unsigned kRelated = 5;

Reply json_reply(std::string json, const char* content_type = "application/json") {
    Reply reply;
    reply.content_type = content_type;
    reply.body = std::move(json);
    return reply;
}

unsigned suggestions_from(const Target& target) {
    return number_from(target, "limit", kSuggestions, kMostSuggestions, Asker::program);
}

Reply moved_article(const std::string& target) {
    const bool whole = target.starts_with('/') || target.find("://") != std::string::npos;
    return moved_to(whole ? target : "/api/v1/articles/" + encode_path(target));
}

}  // namespace

Reply api_search(const Site& site, const Request& request, const std::string& /*rest*/) {
    const SearchRequest search = search_request_from(request.target, Asker::program);
    return answer_from_index(site, request, [&](Reading& reading) {
        return json_reply(to_json(reading.search(search), search.explain));
    });
}

Reply api_suggest(const Site& site, const Request& request, const std::string& /*rest*/) {
    const std::string query = query_from(request.target, Asker::program);
    const unsigned limit = suggestions_from(request.target);
    return answer_from_index(site, request, [&](Reading& reading) {
        return json_reply(to_json(reading.suggest(query, limit)));
    });
}

Reply api_article(const Site& site, const Request& request, const std::string& rest) {
    return answer_from_index(site, request, [&](Reading& reading) {
        const Found found = reading.find(without_outer_slashes(rest));
        // By id or an old address an article has "moved" to its slug; a program has it at once.
        if (!found.article.record.slug.empty())
            return json_reply(to_json(found.article, reading.related(found.article, kRelated)));
        switch (found.kind) {
            case Found::Kind::moved: return moved_article(found.target);
            case Found::Kind::retired: return problem_reply(410, "This article was retired.");
            case Found::Kind::article:
            case Found::Kind::nothing: break;
        }
        return problem_reply(404, "There is no such article.");
    });
}

Reply api_opensearch_suggest(const Site& site, const Request& request,
                             const std::string& /*rest*/) {
    const std::string query = query_from(request.target, Asker::program);
    const unsigned limit = suggestions_from(request.target);
    return answer_from_index(site, request, [&](Reading& reading) {
        return json_reply(
            to_opensearch_json(reading.suggest(query, limit), base_url_of(site, request)),
            "application/x-suggestions+json");
    });
}

Reply api_description(const Site& /*site*/, const Request& request, const std::string& /*rest*/) {
    static const std::string tag = strong_tag({std::string{kOpenApi}});
    if (client_has(request, tag))
        return not_modified(tag, "no-cache");
    Reply reply = json_reply(std::string{kOpenApi});
    reply.headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}};
    return reply;
}

}  // namespace firstline
