#include <algorithm>

#include <doctest/doctest.h>

#include "server/search/ranking_numbers.h"
#include "tests/support/built_kb.h"

using namespace firstline;

namespace {

void fill(BuiltKb& kb) {
    kb.write("_owners.yml", "messaging: {name: The Mail Team}\n");
    kb.article("jam.md", "Paper jam", "Open the printer. Then turn it off and on. Jammed papers.",
               "tags: [paper, printers]\nowner: messaging\ntype: fix\n");
    kb.article("tray.md", "Tray", "The printer says jam. Paper is in the tray.\n\nTurn it.\n\nOff.",
               "tags: [paper]\ntype: how-to\nproduct: [Exchange Online]\n");
    kb.article("vpn.md", "Remote access", "The tunnel to the printer of C++ and wi-fi.",
               "aliases: [my paper jam story]\n");
    kb.article("draft.md", "New printer", "The printer is new.", "state: unvalidated\n");
}

/// Ids of what `query` finds, in order of the alphabet.
std::string found(BuiltKb& kb, const std::string& query, Role role = Role::reader) {
    SearchRequest request;
    request.query = query;
    request.operators = true;
    std::vector<std::string> ids;
    for (const auto& hit : kb.search(request, {role, {}}).hits)
        ids.push_back(hit.article.id);
    std::sort(ids.begin(), ids.end());
    std::string all;
    for (const auto& id : ids)
        all += (all.empty() ? "" : " ") + id;
    return all;
}

}  // namespace

TEST_CASE("each operator keeps to the articles it asks for") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    struct Case {
        std::string query, expected;
    };
    for (const auto& [query, expected] : {
             Case{"\"paper jam\"", "jam vpn"},
             Case{"\"Paper, JAM!\"", "jam vpn"},
             Case{"\"jam paper\"", "tray"},
             Case{"\"papers jam\"", ""},
             Case{"\"turn it off\"", "jam"},
             Case{"\"and on\"", "jam"},
             Case{"\"jammed\"", "jam"},
             Case{"\"jam\"", "jam tray vpn"},
             Case{"\"xyzzy\"", ""},
             Case{"-\"paper jam\"", "tray"},
             Case{"-papers", ""},
             Case{"-tunnels", "jam tray"},
             Case{"-C++", "jam tray"},
             Case{"-wi-fi", "jam tray"},
             Case{"-xyzzy", "jam tray vpn"},
             Case{"tag:paper", "jam tray"},
             Case{"tag:PAPER tag:printers", "jam"},
             Case{"tag:paper -tag:printers", "tray"},
             Case{"product:\"exchange online\"", "tray"},
             Case{"owner:messaging", "jam"},
             Case{"owner:\"the mail team\"", "jam"},
             Case{"type:fix", "jam"},
             Case{"state:validated", "jam tray vpn"},
             Case{"state:nonsense", ""},
             Case{"printer tag:paper", "jam tray"},
             Case{"printer \"paper jam\" -tunnel", "jam"},
             Case{"\"paper jam\" -jam", ""},
         }) {
        CAPTURE(query);
        CHECK(found(kb, query) == expected);
    }
    CHECK(found(kb, "state:unvalidated") == "");
    CHECK(found(kb, "state:unvalidated", Role::agent) == "draft");
}

TEST_CASE("without being asked for, operators are words") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    struct Case {
        std::string query, words;
    };
    for (const auto& [query, words] :
         {Case{"printer -tunnel", "printer tunnel"}, Case{"\"jam paper\"", "jam paper"},
          Case{"tag:vpn printer", "tag vpn printer"}}) {
        CAPTURE(query);
        CHECK(kb.search(query).total == kb.search(words).total);
        CHECK(kb.search(query).hits.front().score == kb.search(words).hits.front().score);
    }
}

TEST_CASE("operators and chosen facets must both hold") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    SearchRequest request;
    request.query = "tag:paper";
    request.operators = true;
    request.filter.type = {"fix"};
    CHECK(kb.search(request).total == 1);
    request.filter.tag = {"printers"};
    CHECK(kb.search(request).total == 1);
    request.filter.tag = {"other"};
    CHECK(kb.search(request).total == 0);
}

TEST_CASE("conditions alone list all that meets them, without doubt") {
    BuiltKb kb;
    fill(kb);
    for (int i = 0; i < 30; ++i)
        kb.article("more/" + std::to_string(i) + ".md", "Matter " + std::to_string(i),
                   "Once upon a paper jam. " + std::string(static_cast<std::size_t>(i), '.') +
                       "\n\nMore words about this.",
                   "tags: [more]\n");
    kb.build();
    SearchRequest request;
    request.operators = true;
    for (const char* query : {"tag:more", "\"paper jam\" tag:more"}) {
        CAPTURE(query);
        request.query = query;
        const auto results = kb.search(request);
        CHECK(results.total == 30);
        CHECK(results.hits.size() == 10);
        CHECK(results.sure);
    }
}

TEST_CASE("beside operators nothing is corrected, without them it is") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    SearchRequest request;
    request.operators = true;
    request.query = "pritner";
    CHECK(kb.search(request).correction);
    request.query = "pritner tag:paper";
    CHECK_FALSE(kb.search(request).correction);
}

TEST_CASE("a word of articles that a reader may not see does not show by being excluded") {
    BuiltKb kb;
    fill(kb);
    kb.write("secret.md", "---\ntitle: Code\naudience: agents\n---\n\nThe printer xyzzy.\n");
    kb.build();
    CHECK(found(kb, "\"xyzzy\"") == "");
    CHECK(found(kb, "printer -xyzzy") == found(kb, "printer"));
}

TEST_CASE("of very many candidates only some are read") {
    BuiltKb kb;
    const auto most = static_cast<int>(ranking::kMostVerified);
    for (int i = 0; i < most + 20; ++i)
        kb.article(std::to_string(i) + ".md", "Number " + std::to_string(i), "Papers jam.");
    kb.build();
    SearchRequest request;
    request.operators = true;
    request.query = "\"paper jam\"";
    CHECK(kb.search(request).total == 20);
}
