#include "server/proposals/proposed_path.h"

#include <doctest/doctest.h>

using namespace firstline;

TEST_CASE("a new article lies at a plain path below the knowledge base") {
    for (const char* good : {"a.md", "drafts/my-article.md", "Drucker/Papierstau Übung.md"}) {
        CAPTURE(good);
        CHECK(trouble_with_path(good).empty());
    }
    for (const char* bad :
         {"",        "a",         "a.txt",   ".md",       "a/.md",      "/a.md",
          "../a.md", "a/../b.md", "a//b.md", "./a.md",    ".git/a.md",  "_drafts/a.md",
          "a/_b.md", "a\\b.md",   "a\nb.md", "c:a.md",    "a/b .md/",   " a.md",
          "a.MD",    "a/ b.md",   "a./b.md", "a.md/b.md", "a/b.MD/c.md"}) {
        CAPTURE(bad);
        CHECK_FALSE(trouble_with_path(bad).empty());
    }
    CHECK_FALSE(trouble_with_path(std::string(300, 'a') + ".md").empty());
}
