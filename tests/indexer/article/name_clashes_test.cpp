#include <doctest/doctest.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;

TEST_CASE("a name that two articles claim is an error that names both") {
    const auto problems = find_name_clashes({
        {"a.md", "KB1", "a", {"old", "b"}},
        {"b.md", "KB2", "b", {"kb1", "shared"}},
        {"c.md", "kb1", "c", {"shared"}},
        {"d.md", "d", "d", {}},
        {"e/d.md", "e/d", "D", {}},
    });
    std::vector<std::string> texts;
    for (const auto& problem : problems)
        texts.push_back(to_text(problem));
    CHECK(texts ==
          std::vector<std::string>{
              "e/d.md:1: error: the slug `D` is also the slug of d.md, which keeps it",
              "c.md:1: error: the id `kb1` is also the id of a.md, which keeps it",
              "a.md:1: error: the redirect `b` is also the slug of b.md, which keeps it",
              "b.md:1: error: the redirect `kb1` is also the id of a.md, which keeps it",
              "c.md:1: error: the redirect `shared` is also the redirect of b.md, which keeps it",
          });
}

TEST_CASE("an article may use one name for several things") {
    CHECK(find_name_clashes({{"a.md", "a", "a", {"a", "/a/a"}}, {"b.md", "b", "b", {}}}).empty());
}
