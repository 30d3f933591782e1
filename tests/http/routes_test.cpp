#include "server/http/routes.h"

#include <set>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server/http/openapi.h"

using namespace firstline;

TEST_CASE("a pattern matches its own path, and with {rest} all below it") {
    struct Case {
        std::string_view pattern, path;
        std::optional<std::string> rest;
    };
    for (const auto& [pattern, path, rest] : {
             Case{"/", "/", ""},
             Case{"/", "/a", std::nullopt},
             Case{"/search", "/search", ""},
             Case{"/search", "/search/", std::nullopt},
             Case{"/search", "/Search", std::nullopt},
             Case{"/a/{rest}", "/a/x", "x"},
             Case{"/a/{rest}", "/a/x/y", "x/y"},
             Case{"/a/{rest}", "/a/", std::nullopt},
             Case{"/a/{rest}", "/a", std::nullopt},
             Case{"/a/{rest}", "/ab", std::nullopt},
         }) {
        CAPTURE(pattern);
        CAPTURE(path);
        CHECK(match(pattern, path) == rest);
    }
}

TEST_CASE("openapi.json describes every route that answers JSON, and no other") {
    const auto description = nlohmann::json::parse(kOpenApi);
    std::set<std::string> described;
    for (const auto& [path, item] : description.at("paths").items())
        described.insert(path);
    std::set<std::string> routed;
    for (const Route& route : routes())
        if (route.gives == Route::Gives::json) {
            std::string path{route.pattern};
            if (const auto at = path.find("{rest}"); at != std::string::npos)
                path.replace(at, 6, "{id}");
            routed.insert(path);
        }
    CHECK(described == routed);
}

TEST_CASE("errors of programs' addresses are for programs") {
    for (const char* path : {"/api/v1/search", "/api/v9/none", "/openapi.json", "/healthz"})
        CHECK(speaks_json(path));
    for (const char* path : {"/", "/search", "/a/api", "/static/app.css", "/apis"})
        CHECK_FALSE(speaks_json(path));
}
