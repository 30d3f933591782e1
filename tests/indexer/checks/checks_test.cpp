#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/indexer/checks/checked_kb.h"

using namespace firstline;

namespace {

/// A knowledge base in which one thing is wrong, and something that is nearly so and is not.
struct Case {
    const char* code;
    std::vector<std::string> found;
    std::function<void(const CheckedKb&)> write;
};

std::string words(int count, const std::string& word = "word") {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += word + std::to_string(i) + ' ';
    return text;
}

const std::vector<Case>& link_cases() {
    static const std::vector<Case> cases{
        {"dead-anchor",
         {"a.md:4: there is no heading `#Owt` in b.md: did you mean `#out`?",
          "a.md:6: there is no heading `#gone` in this article"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "",
                        "[1](b.md#Owt)\n\n[2](#gone) [3](b.md#Out) [4](b.md#here) [5](b.md#box) "
                        "[6](#tab/x) [7](b.md#about-b) [8](#top) [9](nowhere.md#x)");
             kb.article("b.md", "title: About B\n",
                        "## Out\n\n<a name=\"Here\"></a>\n\n<div id=\"box\">x</div>");
         }},
        {"dead-article-link",
         {"a.md:4: there is no such file: `c.md`"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "", "[1](c.md) [2](old.md) [3](b)");
             kb.article("b.md", "");
             kb.write("redirections.json",
                      R"({"redirections": [{"source_path": "old.md", "redirect_url": "/b"}]})");
         }},
        {"missing-image",
         {"a.md:4: there is no such image: `gone.png`"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "", "![a](gone.png) ![b](there.png) ![c](https://x.example/c.png)");
             kb.write("there.png", "x");
         }},
        {"missing-file",
         {"a.md:4: there is no such file: `form.pdf`"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "", "[a](form.pdf) [b](there.pdf)");
             kb.write("there.pdf", "x");
         }},
        {"media-absent",
         {"_kb.yml:1: 3 images in 2 folders were not delivered with the texts, as `media: absent` "
          "says; the first is b/media"},
         [](const CheckedKb& kb) {
             kb.write("_kb.yml", "media: absent\n");
             kb.article("a.md", "", "![a](media/1.png) ![b](media/2.png) ![c](there/gone.png)");
             kb.article("b/b.md", "", "![a](media/1.png)");
             kb.write("there/other.png", "x");
         }},
        {"link-to-narrower",
         {"a.md:5: this article is for everybody, and b.md only for agents"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "audience: public\n", "[1](b.md) [2](c.md) [3](d.md)");
             kb.article("b.md", "audience: agents\n", "[1](a.md) [2](c.md)");
             kb.article("c.md", "audience: public\n");
             kb.article("d.md", "audience: employees\n");
         }},
        {"link-behind-sign-in",
         {"a.md:5: this article is for everybody, and b.md only for employees"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "audience: public\n", "[1](b.md) [2](c.md)");
             kb.article("b.md", "audience: employees\n", "[1](a.md) [2](c.md)");
             kb.article("c.md", "audience: agents\n");
         }},
        {"link-to-draft",
         {"a.md:4: b.md is a draft, which only writers see"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "", "[1](b.md)");
             kb.article("b.md", "state: draft\n", "[1](c.md)");
             kb.article("c.md", "state: draft\n");
         }},
        {"link-to-archived",
         {"a.md:4: b.md is retired"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "", "[1](b.md)");
             kb.article("b.md", "state: archived\n", "[1](c.md)");
             kb.article("c.md", "state: archived\n");
         }},
        {"dead-related",
         {"a.md:3: `related`: no article is called `KB9`"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "related: [KB1, b, KB9]\n");
             kb.article("b.md", "id: KB1\n");
         }},
        {"dead-redirect",
         {"a.md:4: `redirect_to`: no article is called `KB9`",
          "b.md:4: `redirect_to`: last.md is retired itself, and leads nowhere",
          "c.md:4: `redirect_to`: d.md leads back here",
          "d.md:4: `redirect_to`: c.md leads back here",
          "e.md:4: `redirect_to`: draft.md is a draft, which only writers see",
          "f.md:5: `redirect_to`: this article was for employees, and desk.md is only for agents"},
         [](const CheckedKb& kb) {
             const std::string archived = "state: archived\n";
             kb.article("a.md", archived + "redirect_to: KB9\n");
             kb.article("b.md", archived + "redirect_to: last\n");
             kb.article("c.md", archived + "redirect_to: d\n");
             kb.article("d.md", archived + "redirect_to: /a/c\n");
             kb.article("e.md", archived + "redirect_to: draft\n");
             kb.article("f.md", archived + "audience: employees\nredirect_to: desk\n");
             kb.article("last.md", archived);
             kb.article("draft.md", "state: draft\n");
             kb.article("desk.md", "audience: agents\n");
             // Step by step, by an old address, by a path, to outside, into a circle that is told
             // of those in it, and in an article that still stands.
             kb.article("g.md", archived + "redirect_to: h.md\n");
             kb.article("h.md", archived + "redirect_to: /old/here\n");
             kb.article("here.md", "redirect_from: [/old/here]\n");
             kb.article("i.md", archived + "redirect_to: https://x.example/i\n");
             kb.article("j.md", archived + "redirect_to: c\n");
             kb.article("k.md", "redirect_to: nowhere\n");
         }},
        {"orphan",
         {"a.md:1: no other article leads to this one"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "related: [c]\n",
                        "[1](b.md) [me](a.md) [2](https://x.example/kb/known-elsewhere)");
             kb.article("known-elsewhere.md", "");
             kb.article("b.md", "");
             kb.article("c.md", "");
             kb.article("d.md", "state: archived\n");
         }},
    };
    return cases;
}

const std::vector<Case>& people_cases() {
    static const std::vector<Case> cases{
        {"no-owner",
         {"a.md:1: nobody owns this article"},
         [](const CheckedKb& kb) {
             kb.write("_owners.yml", "desk: {name: Desk}\n");
             kb.article("a.md", "");
             kb.article("b.md", "owner: desk\n");
             kb.article("c.md", "state: archived\n");
         }},
        {"unknown-owner",
         {"a.md:3: the owner `desc` does not stand in _owners.yml"},
         [](const CheckedKb& kb) {
             kb.write("_owners.yml", "desk: {name: Desk}\n");
             kb.article("a.md", "owner: desc\n");
             kb.article("b.md", "owner: desk\n");
         }},
        {"inactive-owner",
         {"a.md:3: its owner, Old Desk, is active no more"},
         [](const CheckedKb& kb) {
             kb.write("_owners.yml", "old: {name: Old Desk, active: false}\ndesk: {name: Desk}\n");
             kb.article("a.md", "owner: old\n");
             kb.article("b.md", "owner: desk\n");
         }},
        {"never-reviewed",
         {"a.md:1: this article was never reviewed"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "updated: 2026-01-02\n");
             kb.article("b.md", "reviewed: 2026-01-02\n");
             kb.article("c.md", "state: draft\n");
         }},
        {"review-overdue",
         {"a.md:3: its review was due on 2026-03-11: the last was on 2026-03-01"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "reviewed: 2026-03-01\nreview_every: 10 days\n");
             kb.article("b.md", "reviewed: 2026-03-02\nreview_every: 10 days\n");
             kb.article("c.md", "reviewed: 2001-03-02\n");
         }},
        {"expired",
         {"a.md:3: it expired on 2026-03-11"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "expires: 2026-03-11\n");
             kb.article("b.md", "expires: 2026-03-12\n");
         }},
        {"changed-since-review",
         {"a.md:3: the text changed since it was reviewed on 2026-03-01"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "reviewed: 2026-03-01\nreviewed_hash: 00\n");
             kb.article("b.md", "reviewed: 2026-03-01\n");
         }},
        {"stamped-together",
         {"a0.md:3: Anna reviewed 11 articles on 2026-03-01; this is the first of them"},
         [](const CheckedKb& kb) {
             for (int i = 0; i < 11; ++i)
                 kb.article(fmt::format("a{}.md", i), "reviewed: 2026-03-01\nreviewed_by: Anna\n");
             for (int i = 0; i < 10; ++i)
                 kb.article(fmt::format("b{}.md", i), "reviewed: 2026-03-01\nreviewed_by: Bob\n");
         }},
        {"impossible-date",
         {"a.md:3: `reviewed: 1970-01-01` cannot be true",
          "b.md:3: it was reviewed on 2026-02-01 and had expired on 2026-01-01"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "reviewed: 1970-01-01\n");
             kb.article("b.md", "reviewed: 2026-02-01\nexpires: 2026-01-01\n");
             kb.article("c.md", "reviewed: 2026-02-01\nexpires: 2026-02-01\nupdated: 1999-01-01\n");
         }},
        {"old-translation",
         {"b.md:3: a.md, which it translates, changed on 2026-02-01, after this text of "
          "2026-01-01"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "id: KB1\nupdated: 2026-02-01\n");
             kb.article("b.md", "updated: 2026-01-01\nlang: de\ntranslation_of: KB1\n");
             kb.article("c.md", "updated: 2026-02-01\nlang: fr\ntranslation_of: KB1\n");
         }},
    };
    return cases;
}

const std::vector<Case>& text_cases() {
    static const std::vector<Case> cases{
        {"near-duplicate",
         {"b.md:1: the same text as a.md"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "", words(90));
             kb.article("b.md", "", words(90));
             kb.article("c.md", "", words(90, "other") + words(40));
         }},
        {"duplicate-title",
         {"b.md:2: the title `The printer, jams!` is also that of a.md"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "title: The printer jams\n");
             kb.article("b.md", "title: The printer, jams!\n");
             kb.article("c.md", "title: The printer jams\nlang: de\n");
             kb.article("d.md", "title: The printer jams often\n");
         }},
        {"vague-title",
         {"a.md:2: the title `VPN` names no problem and no task",
          "b.md:2: the title `Frequently asked questions` names no problem and no task"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "title: VPN\n");
             kb.article("b.md", "title: Frequently asked questions\n");
             kb.article("c.md", "title: \"0x80070005\"\n");
             kb.article("d.md", "title: VPN overview\n");
             kb.article("e.md", "title: プリンター\n");
         }},
        {"no-summary",
         {"a.md:1: there is no `summary`"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "");
             kb.article("b.md", "description: Says what it solves.\n");
         }},
        {"no-alias",
         {"a.md:1: there are no `aliases`"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "");
             kb.article("b.md", "aliases: [d2b]\n");
         }},
        {"heading-jump",
         {"a.md:6: a heading of level 4 follows one of level 2"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "", "## One\n\n#### Two");
             kb.article("b.md", "",
                        "### One\n\n#### Two\n\n## Three\n\n```\n##### no heading\n```");
         }},
        {"no-alt-text",
         {"a.md:4: an image has no alternative text", "a.md:5: an image has no alternative text",
          "a.md:6: an image has no alternative text"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "",
                        "![](x.png)\n<img src=\"x.png\">\n:::image type=\"content\" "
                        "source=\"x.png\":::\n![said](x.png) `![](x.png)`\n<img src=\"x.png\" "
                        "alt=\"\">");
         }},
        {"wall-of-text",
         {"a.md:4: this paragraph has 151 words"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "", words(151));
             kb.article("b.md", "", words(150) + "\n\n- " + words(151) + "\n\n```\n" + words(151));
         }},
        {"steps-not-list",
         {"a.md:4: steps are numbered by hand and are no list",
          "b.md:4: steps run on within a paragraph"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "", "Step 1: Open it.\n\nStep 2: Close it.");
             kb.article("b.md", "", "First 1) open it, 2) look, 3) close it.");
             kb.article("c.md", "",
                        "1) Open it.\n2) Close it.\n\n**Step 1: Open**\n\n**Step 2: "
                        "Close**\n\n## Step 1: Open\n\n## Step 2: Close");
         }},
        {"about-ended",
         {"a.md:2: the title: Windows 7 ended on 2020-01-14; now: Windows 11"},
         [](const CheckedKb& kb) {
             kb.write("_retired.yml",
                      "- {name: Windows 7, ended: 2020-01-14, instead: Windows 11}\n"
                      "- {name: Teams Rooms, ended: 2027-01-14}\n");
             kb.article("a.md", "title: Print from Windows 7\n", "Windows 7");
             kb.article("b.md", "title: Print from Windows 7 and later\n", "Windows 7");
             kb.article("c.md", "title: Teams Rooms and Windows 70\n");
             kb.article("d.md", "title: Support for Windows 7 has ended\n");
         }},
        {"names-ended",
         {"a.md:4: Windows 7 ended on 2020-01-14 (named on 2 lines)",
          "d.md:4: Windows 7 ended on 2020-01-14"},
         [](const CheckedKb& kb) {
             kb.write("_retired.yml", "- {name: Windows 7, ended: 2020-01-14}\n");
             kb.article("a.md", "", "On windows 7.\n\nOr **Windows 7**.");
             kb.article("b.md", "", "Windows 7.5, Windows 7 or later, Windows 70, xWindows 7");
             kb.article("c.md", "",
                        "Press it. Windows 7 is no longer supported. Go on.\n\n"
                        "|Font|At least Windows Vista or Windows 7|\n\n"
                        "(10.0 = Windows 10, 6.1 = Windows 7)");
             kb.article("d.md", "", "At least try it. On Windows 7, press it.");
         }},
        {"past-deadline",
         {"a.md:4: this speaks of 2026-03-01 as still to come"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "", "The old drive will be removed on March 1, 2026. Then rest.");
             kb.article("b.md", "",
                        "The old drive will be removed on May 1, 2026. It was announced "
                        "on March 1, 2026. Clocks change on March 1, 2026.");
         }},
        {"secret",
         {"a.md:4: this looks like an AWS access key", "a.md:6: this is a private key"},
         [](const CheckedKb& kb) {
             const std::string key = std::string("AK") + "IAQ7RTZP3WX5NMB2KD";
             const std::string begin = std::string("-----BEGIN RSA PRIV") + "ATE KEY-----\n";
             kb.article(
                 "a.md", "",
                 key + "\n\n" + begin + "MIIEpAIBAAKCAQEAq7XcZ9vLwTfGhJkPz0RsUyBnMd1E8oCi\n");
             kb.article("b.md", "",
                        std::string("AK") + "IAIOSFODNN7EXAMPLE AKIA\n\n" + begin + "...\n");
         }},
        {"password",
         {"a.md:4: this looks like a real password", "a.md:5: this address holds a password"},
         [](const CheckedKb& kb) {
             kb.article("a.md", "",
                        "password = \"Tr1ckyHorse\"\nhttps://anna:Tr1ckyHorse@files.example.com/");
             kb.article("b.md", "",
                        "password = \"<password>\"\n\npassword: \"P@ssw0rd\"\n\n"
                        "https://anna:${PASSWORD}@files.example.com/ https://x.example:8080/a@b\n\n"
                        "The password: \"must be long\" is shown.");
         }},
    };
    return cases;
}

void try_all(const std::vector<Case>& cases) {
    for (const auto& [code, expected, write] : cases) {
        CAPTURE(std::string(code));
        const CheckedKb kb;
        write(kb);
        CHECK(fmt::format("{}", fmt::join(kb.found(code), "\n")) ==
              fmt::format("{}", fmt::join(expected, "\n")));
    }
}

}  // namespace

TEST_CASE("links: each check finds what is wrong, and not what is nearly so") {
    try_all(link_cases());
}

TEST_CASE("owners, reviews and dates: each check finds what is wrong, and not what is nearly so") {
    try_all(people_cases());
}

TEST_CASE("texts: each check finds what is wrong, and not what is nearly so") {
    try_all(text_cases());
}

TEST_CASE("every check of all articles has a case here") {
    std::set<std::string_view> tried;
    for (const auto* const cases : {&link_cases(), &people_cases(), &text_cases()})
        for (const auto& one : *cases)
            tried.insert(one.code);
    for (const auto& check : check_table())
        if (check.find != nullptr && !check.from_git)  // see git_checks_test.cpp
            CHECK_MESSAGE(tried.contains(check.code), check.code);
}

TEST_CASE("every check says what it finds and what mends it, and has its code to itself") {
    std::set<std::string_view> codes;
    for (const auto& check : check_table()) {
        CAPTURE(std::string(check.code));
        CHECK(codes.insert(check.code).second);
        CHECK(check.what.ends_with('.'));
        CHECK((check.action.ends_with('.') || check.action.ends_with('>')));
    }
}

TEST_CASE("where nobody keeps owners, that is said once and not of each article") {
    const CheckedKb kb;
    kb.article("a.md", "owner: somebody\n");
    kb.article("b.md", "");
    CHECK(kb.found("no-owner").size() == 1);
    CHECK(kb.found("unknown-owner").empty());
}

TEST_CASE("what is retired must have a name and an end") {
    const CheckedKb kb;
    kb.write("_retired.yml", "- {name: Windows 7}\n- {ended: 2020-01-14}\n");
    kb.write("_kb.yml", "retired:\n  - {name: Windows XP, ended: soon}\n");
    kb.article("a.md", "");
    CHECK(kb.found("bad-retired").size() == 3);
}

TEST_CASE("what is wrong with a fragment is reported once, however many articles include it") {
    const CheckedKb kb;
    kb.write("includes/part.md", "[gone](gone.md)\n");
    kb.article("a.md", "", "[!INCLUDE [x](includes/part.md)]");
    kb.article("b.md", "", "[!INCLUDE [x](includes/part.md)]");
    CHECK(kb.found("dead-article-link").size() == 1);
}
