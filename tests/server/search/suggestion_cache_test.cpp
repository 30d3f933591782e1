#include "server/search/suggestion_cache.h"

#include <doctest/doctest.h>

using namespace firstline;

namespace {

Suggestions answer(const std::string& completion) {
    Suggestions suggestions;
    suggestions.completions = {completion};
    return suggestions;
}

}  // namespace

TEST_CASE("the cache tells texts and limits apart") {
    SuggestionCache cache(10);
    cache.keep("prin", 5, answer("print"));
    REQUIRE(cache.find("prin", 5) != nullptr);
    CHECK(cache.find("prin", 5)->completions.front() == "print");
    CHECK(cache.find("prin", 6) == nullptr);
    CHECK(cache.find("pri", 5) == nullptr);
}

TEST_CASE("what was unused for longest gives way") {
    SuggestionCache cache(2);
    cache.keep("a", 5, answer("a"));
    cache.keep("b", 5, answer("b"));
    CHECK(cache.find("a", 5) != nullptr);
    cache.keep("c", 5, answer("c"));
    CHECK(cache.find("a", 5) != nullptr);
    CHECK(cache.find("b", 5) == nullptr);
    CHECK(cache.find("c", 5) != nullptr);
}

TEST_CASE("a cache for nothing keeps nothing, and a cleared one has nothing") {
    SuggestionCache none(0);
    none.keep("a", 5, answer("a"));
    CHECK(none.find("a", 5) == nullptr);
    SuggestionCache cache(2);
    cache.keep("a", 5, answer("a"));
    cache.clear();
    CHECK(cache.find("a", 5) == nullptr);
}
