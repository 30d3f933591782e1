#include "server/http/routes.h"

#include <array>

#include "server/http/frame.h"
#include "server/http/problem_reply.h"

namespace firstline {
namespace {

using enum Route::Gives;

// clang-format off
constexpr auto kRoutes = std::to_array<Route>({
    {"GET", "/",                           Role::reader, page, show_home},
    {"GET", "/search",                     Role::reader, page, show_results},
    {"GET", "/a/{rest}",                   Role::reader, page, show_article},
    {"GET", "/help",                       Role::reader, page, show_help},
    {"GET", "/files/{rest}",               Role::reader, file, send_kb_file},
    {"GET", "/static/{rest}",              Role::reader, file, send_asset},
    {"GET", "/favicon.ico",                Role::reader, file, send_icon},
    {"GET", "/opensearch.xml",             Role::reader, file, describe_opensearch},
    {"GET", "/sitemap.xml",                Role::reader, file, list_sitemap},
    {"GET", "/robots.txt",                 Role::reader, file, tell_robots},
    {"GET", "/api/v1/search",              Role::reader, json, api_search},
    {"GET", "/api/v1/suggest",             Role::reader, json, api_suggest},
    {"GET", "/api/v1/articles/{rest}",     Role::reader, json, api_article},
    {"GET", "/api/v1/opensearch-suggest",  Role::reader, json, api_opensearch_suggest},
    {"GET", "/openapi.json",               Role::reader, json, api_description},
    {"GET", "/healthz",                    Role::reader, json, tell_health},
    {"GET", "/readyz",                     Role::reader, json, tell_ready},
});
// clang-format on

constexpr std::string_view kRest = "{rest}";

bool serves(const Route& route, std::string_view method) {
    return route.method == method || (route.method == "GET" && method == "HEAD");
}

void add_method(std::string& allowed, std::string_view method) {
    if (!allowed.empty())
        allowed += ", ";
    allowed += method;
    if (method == "GET")
        allowed += ", HEAD";
}

}  // namespace

std::span<const Route> routes() {
    return kRoutes;
}

std::optional<std::string> match(std::string_view pattern, std::string_view path) {
    if (!pattern.ends_with(kRest))
        return pattern == path ? std::optional<std::string>{""} : std::nullopt;
    pattern.remove_suffix(kRest.size());
    if (!path.starts_with(pattern) || path.size() == pattern.size())
        return std::nullopt;
    return std::string{path.substr(pattern.size())};
}

bool speaks_json(std::string_view path) {
    if (path.starts_with("/api/"))
        return true;
    for (const Route& route : kRoutes)
        if (route.gives == json && match(route.pattern, path))
            return true;
    return false;
}

Reply route(const Site& site, const Request& request) {
    const Viewer viewer = viewer_of(request);
    const std::string& path = request.target.path;
    std::string allowed;
    for (const Route& route : kRoutes) {
        const auto rest = match(route.pattern, path);
        if (!rest || viewer.role < route.role)
            continue;
        if (serves(route, request.method))
            return route.handler(site, request, *rest);
        add_method(allowed, route.method);
    }
    if (!allowed.empty()) {
        Reply reply = problem_reply(405, "This address answers " + allowed + ".");
        reply.headers.emplace_back("Allow", allowed);
        return reply;
    }
    if (speaks_json(path) || !serves({"GET"}, request.method))
        return problem_reply(404, "There is nothing at this address.");
    return show_not_found(site, request, path.substr(1));
}

}  // namespace firstline
