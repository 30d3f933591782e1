#include "indexer/article/kb_settings.h"

#include <chrono>
#include <stdexcept>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

KnowledgeBase settings_of(const TemporaryFolder& folder, Problems& problems) {
    return load_knowledge_base(folder.path(), std::nullopt, false, problems);
}

}  // namespace

TEST_CASE("a folder without settings is a knowledge base for agents") {
    TemporaryFolder folder;
    Problems problems;
    const auto kb = settings_of(folder, problems);
    CHECK(problems.empty());
    CHECK(audience_key(kb.default_audience) == "agents");
    CHECK(joined(kb.fragment_folders) == "includes");
    CHECK(kb.desk.priorities_json == "null");
}

TEST_CASE("the settings of a desk are read from its files") {
    TemporaryFolder folder;
    folder.write(
        "_kb.yml",
        "\xEF\xBB\xBFname: Larkfield\nlanguage: German\ndefault_audience: employees\n"
        "groups: [Finance, hr]\nfragment_folders: [parts, shared/bits]\n"
        "site_root: https://learn.example.com/\nedit_url: 'https://git.example.com/{path}'\n"
        "telephone: 555-0142\nemail: help@example.com\nportal_url: https://p.example.com\n"
        "hours:\n  monday: 07:30-18:00\n  tuesday: 07:30-18:00\n  wednesday: closed\n"
        "  friday: 07:30-17:00\n  saturday: closed\n"
        "priority: {P1: {name: Critical, minutes: 15, call: true}}\n"
        "categories: {printing: {name: \"Printing\"}}\n");
    folder.write(
        "_owners.yml",
        "print:\n  name: Print Services\n  people: [Rufus, Kim]\n  contact: p@example.com\n"
        "old:\n  active: false\n");
    folder.write("_synonyms.yml", "- [wifi, wi-fi, wlan]\n- [pc, computer]\n- [alone]\n");
    folder.write(
        "_notices.yml",
        "- title: Mail is late\n  text: >-\n    Nothing\n    is lost.\n"
        "  words: [mail late, outlook slow]\n  from: 2026-03-01T09:40\n  until: 2026-03-02\n"
        "  link: /a/mail\n- title: Broken\n  from: yesterday\n- text: no title\n");
    Problems problems;
    const auto kb = settings_of(folder, problems);
    CHECK(kb.name == "Larkfield");
    CHECK(kb.language == "german");
    CHECK(audience_key(kb.default_audience) == "employees");
    CHECK(joined(kb.groups) == "finance|hr");
    CHECK(joined(kb.fragment_folders) == "parts|shared/bits");
    CHECK(kb.site_root == "https://learn.example.com");
    CHECK(kb.desk.telephone == "555-0142");
    CHECK(kb.desk.contact_url == "https://p.example.com");
    CHECK(kb.desk.hours == "Mon to Tue 07:30-18:00\nFri 07:30-17:00");
    CHECK(kb.desk.priorities_json == R"({"P1":{"name":"Critical","minutes":15,"call":true}})");
    CHECK(kb.desk.categories_json == R"({"printing":{"name":"Printing"}})");
    REQUIRE(kb.owners.size() == 2);
    CHECK(kb.owners[0].name == "Print Services");
    CHECK(joined(kb.owners[0].people) == "Rufus|Kim");
    CHECK(kb.owners[1].name == "old");
    CHECK_FALSE(kb.owners[1].active);
    REQUIRE(kb.synonyms.size() == 2);
    CHECK(joined(kb.synonyms[0]) == "wifi|wi-fi|wlan");
    CHECK(has_problem(problems, "bad-synonyms"));
    REQUIRE(kb.notices.size() == 1);
    CHECK(kb.notices[0].text == "Nothing is lost.");
    CHECK(kb.notices[0].from == parse_moment("2026-03-01T09:40"));
    CHECK(kb.notices[0].until == parse_moment("2026-03-03"));
    CHECK(problem_text(problems, "bad-date").starts_with("_notices.yml:10: error: "));
    CHECK(problem_text(problems, "bad-notice").starts_with("_notices.yml:11: error: "));
}

TEST_CASE("a damaged or misspelt setting is reported and the rest is read") {
    TemporaryFolder folder;
    folder.write("_kb.yml",
                 "name: Desk\nlangauge: german\ndefault_audience: everyone\ntags: [x]\n");
    folder.write("_owners.yml", "a: [broken\n");
    folder.write("_synonyms.yml", "\xFF");
    folder.write("redirections.json", "{\n\"redirections\": [\n");
    Problems problems;
    const auto kb = settings_of(folder, problems);
    CHECK(kb.name == "Desk");
    CHECK(audience_key(kb.default_audience) == "agents");
    CHECK(problem_text(problems, "bad-setting") ==
          "_kb.yml:2: warning: unknown setting `langauge`: did you mean `language`?");
    CHECK(problem_text(problems, "unknown-audience").starts_with("_kb.yml:3: error: "));
    CHECK(problem_text(problems, "yaml").starts_with("_owners.yml:"));
    CHECK(has_problem(problems, "not-utf8"));
    CHECK(problem_text(problems, "redirections").starts_with("redirections.json:"));
}

TEST_CASE("redirects in Microsoft's form lead to articles here or to full addresses") {
    TemporaryFolder folder;
    folder.write("Mail/New.md", "# T");
    folder.write("redirections.json", R"({"redirections": [
        {"source_path": "Mail/Old.md", "redirect_url": "/Mail/New", "redirect_document_id": false},
        {"source_path_from_root": "/x/y.md", "redirect_url": "https://example.com/y"},
        {"source_path": "a.md", "redirect_url": "/elsewhere/a"},
        {"source_path": "../up.md", "redirect_url": "https://example.com/"},
        {"source_path": 3}, 4]})");
    Problems problems;
    auto kb = settings_of(folder, problems);
    CHECK(kb.redirections == std::map<std::string, std::string>{{"mail/old", "Mail/New.md"},
                                                                {"x/y", "https://example.com/y"}});
    CHECK(problem_text(problems, "redirections").find("2 of 6") != std::string::npos);
    folder.write("_kb.yml", "site_root: https://learn.example.com");
    kb = settings_of(folder, problems);
    CHECK(kb.redirections.at("a") == "https://learn.example.com/elsewhere/a");
}

TEST_CASE(
    "the fingerprint changes with what decides how an article is read, and with nothing else") {
    TemporaryFolder folder;
    Problems problems;
    const auto fingerprint = [&] { return settings_of(folder, problems).reading_fingerprint; };
    const auto before = fingerprint();
    folder.write("_owners.yml", "a: {name: A}\n");
    folder.write("_notices.yml", "- title: N\n");
    folder.write("_synonyms.yml", "- [a, b]\n");
    folder.write("_kb.yml", "name: Other\ntelephone: 1\n");
    CHECK(fingerprint() == before);
    for (const char* const settings :
         {"default_audience: public", "groups: [x]", "site_root: https://x.example",
          "fragment_folders: [y]", "audience: {a: public}", "field_spellings: {owner: [team]}"}) {
        folder.write("_kb.yml", settings);
        CHECK(fingerprint() != before);
    }
    folder.write("_kb.yml", "");
    CHECK(load_knowledge_base(folder.path(), {}, true, problems).reading_fingerprint != before);
}

TEST_CASE("a knowledge base that is not there is no content problem") {
    TemporaryFolder folder;
    Problems problems;
    CHECK_THROWS_AS(load_knowledge_base(folder.path() / "none", {}, false, problems),
                    std::runtime_error);
    CHECK_THROWS_AS(load_knowledge_base(folder.path(), folder.path() / "none.yml", false, problems),
                    std::runtime_error);
    folder.write("other.yml", "name: Other\n");
    folder.write("_kb.yml", "name: Own\n");
    CHECK(load_knowledge_base(folder.path(), folder.path() / "other.yml", false, problems).name ==
          "Other");
}

TEST_CASE("moments are read with and without an offset") {
    using namespace std::chrono;
    const auto day = sys_seconds{Date{year{2026} / November / 20}};
    CHECK(parse_moment("2026-11-20") == day);
    CHECK(parse_moment("2026-11-20T09:40") == day + 9h + 40min);
    CHECK(parse_moment("2026-11-20 09:40:05Z") == day + 9h + 40min + 5s);
    CHECK(parse_moment("2026-11-20T09:40+01:00") == day + 8h + 40min);
    CHECK(parse_moment("2026-11-20T09:40:00-02:30") == day + 12h + 10min);
    for (const char* const text : {"", "now", "2026-11-20T", "2026-11-20T9", "2026-13-20T09:40",
                                   "2026-11-20T25:00", "2026-11-20T09:40+x"})
        CHECK_FALSE(parse_moment(text));
}

TEST_CASE("rules of a desk that the server could not use are told with their line") {
    TemporaryFolder folder;
    folder.write("_kb.yml",
                 "hours:\n  monday: 9 to 5\n  tuesday: [08:00-12:00, 13:00-17:00]\n"
                 "  sunday: closed\n  closed_on: [2026-12-25, Christmas]\n"
                 "priority:\n  affects: {me: Only me, team: My team}\n  work: {yes: Yes, no: No}\n"
                 "  matrix:\n    me: {yes: P2, no: P9}\n"
                 "  levels:\n    P2: {answer_within: soon}\n"
                 "categories:\n  print:\n    escalation:\n      - {contact: print}\n");
    Problems problems;
    settings_of(folder, problems);
    std::vector<std::string> told;
    for (const auto& problem : problems)
        told.push_back(to_text(problem));
    CHECK(fmt::format("{}", fmt::join(told, "\n")) ==
          "_kb.yml:2: error: monday: \"9 to 5\" is no time such as `07:30-18:00`, `08:00-12:00, "
          "13:00-17:00` or `closed`\n"
          "_kb.yml:5: error: `closed_on`: \"Christmas\" is no day such as `2026-12-25`\n"
          "_kb.yml:12: error: `answer_within`: \"soon\" is no time such as `2 working hours`\n"
          "_kb.yml:10: error: there is no level `P9`\n"
          "_kb.yml:9: error: the matrix says nothing of `team`\n"
          "_kb.yml:16: error: `after` is missing");
    folder.write("_kb.yml", "priority: high\ncategories: [a]\n");
    problems.clear();
    settings_of(folder, problems);
    CHECK(problems.size() == 2);
}

TEST_CASE("the rules of the sample desk can all be used, in the order in which they stand") {
    Problems problems;
    const auto kb =
        load_knowledge_base(FIRSTLINE_SOURCE_DIR "/kb-articles", std::nullopt, false, problems);
    for (const auto& problem : problems)
        CHECK(problem.path != "_kb.yml");
    CHECK(kb.desk.priorities_json.starts_with(R"({"affects":{"me":"Only me","team":)"));
}
