#include <stdexcept>

#include <doctest/doctest.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

constexpr const char* kSettings =
    "default_audience: employees\n"
    "groups: [finance, HR Team]\n"
    "audience: {Staff: employees}\n";

std::string key_of(const WrittenKb& kb, const std::string& fields) {
    const auto loaded = kb.with_fields(fields);
    return loaded.article ? audience_key(loaded.article->audience) : "none";
}

}  // namespace

TEST_CASE("an article is for whom its audience and state say, and never for more") {
    struct Case {
        const char* fields;
        const char* expected;
        bool error = false;
    };
    WrittenKb kb;
    kb.write("_kb.yml", kSettings);
    for (const auto& [fields, expected, error] : {
             Case{"audience: public", "public"},
             Case{"audience: Public", "public"},
             Case{"audience: employees", "employees"},
             Case{"audience: agents", "agents"},
             Case{"audience: internal", "agents"},
             Case{"audience: writers", "writers"},
             Case{"", "employees"},
             Case{"audience:", "employees"},
             Case{"audience: ITPro", "agents", true},
             Case{"audience: Staff", "employees"},
             Case{"audience: {a: b}", "agents", true},
             Case{"audience: finance", "employees:finance"},
             Case{"audience: Finance", "employees:finance"},
             Case{"audience: hr team", "employees:hr%20team"},
             Case{"audience: [finance]", "employees:finance"},
             Case{"audience: [sales]", "employees:sales"},
             Case{"audience: sales", "agents", true},
             Case{"audience: [finance, hr team]", "employees:finance,hr%20team"},
             Case{"audience: finance, hr team", "employees:finance,hr%20team"},
             Case{"audience: finance, sales", "agents:finance", true},
             Case{"audience: [agents, finance]", "agents:finance"},
             Case{"audience: [public, employees]", "employees"},
             Case{"restrict_to_groups: [ops]", "employees:ops"},
             Case{"restrict_to_groups: ops", "employees:ops"},
             Case{"restrict_to_groups: []", "employees"},
             Case{"audience: public\nrestrict_to_groups: [ops]", "employees:ops"},
             Case{"audience: agents\nrestrict_to_groups: [ops]", "agents:ops"},
             Case{"audience: public\nstate: draft", "writers"},
             Case{"audience: public\ndraft: true", "writers"},
             Case{"audience: public\nhide: true", "writers"},
             Case{"audience: public\ndraft: maybe", "writers"},
             Case{"audience: finance\nstate: draft", "writers:finance"},
             Case{"audience: public\nstate: unvalidated", "agents"},
             Case{"audience: finance\nstate: unvalidated", "agents:finance"},
             Case{"audience: writers\nstate: unvalidated", "writers"},
             Case{"audience: public\nstate: sort of", "agents", true},
             Case{"audience: public\nstate: archived", "public"},
             Case{"audience: agents\nis_archived: true", "agents"},
             Case{"audience: public\ndraft: false", "public"},
         }) {
        CAPTURE(std::string(fields));
        const auto loaded = kb.with_fields(fields);
        REQUIRE(loaded.article);
        CHECK(audience_key(loaded.article->audience) == expected);
        bool has_error = false;
        for (const auto& problem : loaded.problems)
            has_error = has_error || problem.severity == Severity::error;
        CHECK(has_error == error);
    }
}

TEST_CASE("a knowledge base that configures nothing shows its articles to agents only") {
    CHECK(key_of(WrittenKb{}, "tags: [x]") == "agents");
}

TEST_CASE("a knowledge base opened for trying shows whatever does not say otherwise") {
    struct Case {
        const char* fields;
        const char* expected;
    };
    WrittenKb kb;
    kb.everything_public = true;
    kb.write("_kb.yml", kSettings);
    for (const auto& [fields, expected] : {
             Case{"", "public"},
             Case{"audience: ITPro", "public"},
             Case{"audience: [ITPro, Admin]", "public"},
             Case{"audience: employees", "employees"},
             Case{"audience: agents", "agents"},
             Case{"audience: internal", "agents"},
             Case{"audience: [internal]", "agents"},
             Case{"audience: draft", "writers"},
             Case{"audience: ITPro\nstate: draft", "writers"},
             Case{"audience: finance", "employees:finance"},
             Case{"audience: [finance, other]", "employees:finance"},
             Case{"restrict_to_groups: [ops]", "employees:ops"},
         }) {
        CAPTURE(std::string(fields));
        CHECK(key_of(kb, fields) == expected);
    }
    CHECK(kb.with_fields("audience: ITPro").problems.empty());
}

TEST_CASE("the more careful of several words about the state counts") {
    WrittenKb kb;
    CHECK(kb.with_fields("hide: true\nis_archived: true").article->state == State::draft);
    CHECK(kb.with_fields("draft: false\nhide: true").article->state == State::draft);
    const auto contradiction = kb.with_fields("state: validated\ndraft: true");
    CHECK(contradiction.article->state == State::validated);
    CHECK(has_problem(contradiction.problems, "several-states"));
}

TEST_CASE("an article inherits from the nearest folder that says something") {
    WrittenKb kb;
    kb.write("_defaults.yml", "audience: public\nowner: desk\ntopics: [all]\n");
    kb.write("hr/_defaults.yml", "restrict_to_groups: [hr]\n");
    kb.write("hr/pay/a.md", "---\ntitle: T\n---\nx");
    kb.write("hr/pay/b.md", "---\ntitle: T\naudience: agents\nowner: pay\ntags: []\n---\nx");
    kb.write("c.md", "---\ntitle: T\ndraft: true\n---\nx");
    const auto a = kb.load("hr/pay/a.md");
    CHECK(audience_key(a.article->audience) == "employees:hr");
    CHECK(a.article->owner == "desk");
    CHECK(joined(a.article->tags) == "all");
    CHECK(joined(a.depends_on) == "hr/pay/_defaults.yml|hr/_defaults.yml|_defaults.yml");
    const auto b = kb.load("hr/pay/b.md");
    CHECK(audience_key(b.article->audience) == "agents");
    CHECK(b.article->owner == "pay");
    CHECK(b.article->tags.empty());
    CHECK(audience_key(kb.load("c.md").article->audience) == "writers");
}

TEST_CASE("damage in what a folder hands down opens its articles to nobody new") {
    WrittenKb kb;
    kb.write("_kb.yml", "default_audience: public\n");
    kb.write("a/_defaults.yml", "tags: [x\nowner: desk\n");
    kb.write("b/_defaults.yml", "audience: [hr\nowner: desk\n");
    kb.write("c/_defaults.yml", "audience: public # caf\xE9\n");
    for (const auto* const path : {"a/a.md", "b/a.md", "c/a.md"})
        kb.write(path, "---\ntitle: T\n---\nx");
    CHECK(audience_key(kb.load("a/a.md").article->audience) == "agents");
    CHECK(audience_key(kb.load("b/a.md").article->audience) == "writers");
    CHECK(audience_key(kb.load("c/a.md").article->audience) == "writers");
}

TEST_CASE("audience keys lead back to the audience, and nothing else is one") {
    for (const Audience& audience :
         {Audience{Standing::anyone, {}}, Audience{Standing::employees, {"finance"}},
          Audience{Standing::agents, {"a b", "c/d", "\xC3\xA9t\xC3\xA9,:%"}},
          Audience{Standing::writers, {"hr"}}})
        CHECK(audience_from_key(audience_key(audience)) == audience);
    for (const char* const text : {"", "Public", "public:", "public:,", "agents:b,a", "agents:a,a",
                                   "agents:A", "agents:%2", "agents:%41%", "agents:%zz", "x"})
        CHECK_THROWS_AS(audience_from_key(text), std::invalid_argument);
}
