#include <doctest/doctest.h>

#include "indexer/article/audience_rules.h"
#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

/// Loads `t/a.md` of these front-matter lines, which includes `target`.
LoadedArticle including(const WrittenKb& kb, const std::string& fields, const std::string& target) {
    kb.write("t/a.md",
             "---\ntitle: A\n" + fields + "\n---\n\n[!INCLUDE [Its title](" + target + ")]\n");
    return kb.load("t/a.md");
}

bool shows(const LoadedArticle& loaded, std::string_view word) {
    REQUIRE(loaded.article);
    return loaded.article->html.find(word) != std::string::npos;
}

}  // namespace

TEST_CASE("an article for fewer people is not included, and the error names both and the line") {
    WrittenKb kb;
    kb.write("t/sec.md",
             "---\ntitle: S\naudience: agents\n---\n\nQuuxword ![plan](plan.png) [f](plan.pdf)\n");
    kb.write("t/plan.png", "png");
    const auto loaded = including(kb, "audience: public", "sec.md");
    CHECK_FALSE(shows(loaded, "Quuxword"));
    CHECK(shows(loaded, "Its title"));
    CHECK(loaded.article->files.empty());
    CHECK(problem_text(loaded.problems, "include-audience") ==
          "t/a.md:6: error: cannot include `sec.md`: t/sec.md is for agents, and this article is "
          "for everybody");
    CHECK(joined(loaded.depends_on) == "t/_defaults.yml|_defaults.yml|t/sec.md");
    CHECK(shows(including(kb, "audience: agents", "sec.md"), "Quuxword"));
    CHECK(shows(including(kb, "audience: writers", "sec.md"), "Quuxword"));
}

TEST_CASE("readers are compared as they are in effect: defaults, states and damage count") {
    WrittenKb kb;
    kb.write("staff/_defaults.yml", "audience: employees\n");
    kb.write("staff/s.md", "---\ntitle: S\n---\n\nQuuxword\n");
    kb.write("t/draft.md", "---\ntitle: D\naudience: public\nstate: draft\n---\n\nQuuxword\n");
    kb.write("t/broken.md", "---\ntitle: D\naudience: [public\n---\n\nQuuxword\n");
    kb.write("t/silent.md", "---\ntitle: D\n---\n\nQuuxword\n");
    kb.write("t/open.md", "---\ntitle: D\naudience: public\n---\n\nQuuxword\n");
    for (const char* target : {"/staff/s.md", "draft.md", "broken.md", "silent.md"}) {
        CAPTURE(std::string(target));
        CHECK_FALSE(shows(including(kb, "audience: public", target), "Quuxword"));
    }
    CHECK(shows(including(kb, "audience: public", "open.md"), "Quuxword"));
    const auto inside = including(kb, "audience: employees", "/staff/s.md");
    CHECK(shows(inside, "Quuxword"));
    CHECK(joined(inside.depends_on) ==
          "t/_defaults.yml|_defaults.yml|staff/_defaults.yml|staff/s.md");
}

TEST_CASE("what an included text includes is compared with the article that shows it in the end") {
    WrittenKb kb;
    kb.write("t/sec.md", "---\ntitle: S\naudience: agents\n---\n\nQuuxword\n");
    kb.write("t/middle.md",
             "---\ntitle: M\naudience: public\n---\n\nMiddle [!INCLUDE [s](sec.md)]\n");
    kb.write("includes/f.md", "---\naudience: agents\n---\n\nFragment [!INCLUDE [s](/t/sec.md)]\n");
    for (const auto& [target, word] :
         {std::pair{"middle.md", "Middle"}, std::pair{"/includes/f.md", "Fragment"}}) {
        const auto loaded = including(kb, "audience: public", target);
        CHECK(shows(loaded, word));
        CHECK_FALSE(shows(loaded, "Quuxword"));
        CHECK(has_problem(loaded.problems, "include-audience"));
    }
}

TEST_CASE("a link to a restricted article does not make a fragment of it") {
    WrittenKb kb;
    kb.write("t/sec.md", "---\ntitle: S\naudience: agents\n---\n\nQuuxword\n");
    kb.write("includes/f.md", "");
    std::filesystem::remove(kb.root() / "includes/f.md");
    std::filesystem::create_symlink("../t/sec.md", kb.root() / "includes/f.md");
    CHECK_FALSE(shows(including(kb, "audience: public", "/includes/f.md"), "Quuxword"));
}

TEST_CASE("whoever reads one audience reads another, or not") {
    const Audience everybody{Standing::anyone, {}}, employees{Standing::employees, {}},
        agents{Standing::agents, {}}, hr{Standing::employees, {"hr"}},
        both{Standing::employees, {"finance", "hr"}}, hr_agents{Standing::agents, {"hr"}};
    struct Case {
        Audience readers, audience;
        bool all;
    };
    for (const auto& [readers, audience, all] :
         {Case{everybody, everybody, true}, Case{everybody, employees, false},
          Case{agents, employees, true}, Case{employees, agents, false}, Case{hr, employees, true},
          Case{employees, hr, false}, Case{agents, hr, false}, Case{hr, both, true},
          Case{both, hr, false}, Case{hr_agents, hr, true}, Case{hr, hr_agents, false}}) {
        CAPTURE(people_of(readers));
        CAPTURE(people_of(audience));
        CHECK(may_all_read(readers, audience) == all);
    }
    CHECK(people_of(both) == "members of finance or hr");
    CHECK(people_of(hr_agents) == "agents in hr");
}
