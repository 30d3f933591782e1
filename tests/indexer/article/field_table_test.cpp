#include "indexer/article/field_table.h"

#include <doctest/doctest.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

std::string shown(const std::optional<Date>& date) {
    return date ? iso_date(*date) : "";
}

std::string shown(bool flag) {
    return flag ? "true" : "false";
}

std::string shown(const std::vector<std::string>& words) {
    return joined(words);
}

const std::string& shown(const std::string& text) {
    return text;
}

std::string shown(const std::optional<std::chrono::days>& days) {
    return days ? std::to_string(days->count()) : "";
}

}  // namespace

TEST_CASE("every spelling of a field that real repositories use is read") {
    using Show = std::string (*)(const Article&);
    struct Case {
        std::vector<const char*> spellings;
        const char* value;
        const char* expected;
        Show show;
    };
    const Case cases[] = {
        {{"title"}, "' A  title '", "A title", [](const Article& a) { return shown(a.title); }},
        {{"id"}, "KB0042", "KB0042", [](const Article& a) { return shown(a.id); }},
        {{"slug", "permalink"},
         "/Pass/Reset.md/",
         "pass/reset",
         [](const Article& a) { return shown(a.slug); }},
        {{"summary", "description", "intro", "Description"},
         "One\n  sentence.",
         "One sentence.",
         [](const Article& a) { return shown(a.summary); }},
        {{"aliases", "keywords", "f1_keywords"},
         "[H drive, D2B]",
         "H drive|D2B",
         [](const Article& a) { return shown(a.aliases); }},
        {{"aliases", "keywords"},
         "H drive,  D2B ,",
         "H drive|D2B",
         [](const Article& a) { return shown(a.aliases); }},
        {{"redirect_from", "old_paths"},
         "[/a/Old, new/x.md, /old]",
         "old|new/x",
         [](const Article& a) { return shown(a.redirect_from); }},
        {{"aliases"},
         "[/Old/Page/, word]",
         "old/page",
         [](const Article& a) { return shown(a.redirect_from); }},
        {{"redirect_to", "redirect", "redirect_url"},
         "/a/new",
         "/a/new",
         [](const Article& a) { return shown(a.redirect_to); }},
        {{"owner", "owner_slack", "group", "manager", "ms.author", "author"},
         "messaging",
         "messaging",
         [](const Article& a) { return shown(a.owner); }},
        {{"reviewed", "last_reviewed_on", "audit_date", "verified_at"},
         "3/9/2026",
         "2026-03-09",
         [](const Article& a) { return shown(a.reviewed); }},
        {{"reviewed_by", "ms.reviewer"},
         "kim, lee",
         "kim, lee",
         [](const Article& a) { return shown(a.reviewed_by); }},
        {{"reviewed_hash"}, "abc", "abc", [](const Article& a) { return shown(a.reviewed_hash); }},
        {{"review_every", "review_in", "review_cycle"},
         "6 months",
         "183",
         [](const Article& a) { return shown(a.review_every); }},
        {{"expires", "expiryDate", "expire_by", "stale_after"},
         "2031-01-02",
         "2031-01-02",
         [](const Article& a) { return shown(a.expires); }},
        {{"updated", "ms.date", "lastmod", "last_modified_date"},
         "12/17/2023",
         "2023-12-17",
         [](const Article& a) { return shown(a.updated); }},
        {{"tags", "topics"}, "[a, b, a]", "a|b", [](const Article& a) { return shown(a.tags); }},
        {{"applies_to", "appliesto"},
         "\n  - Outlook\n  - Teams",
         "Outlook|Teams",
         [](const Article& a) { return shown(a.applies_to); }},
        {{"product", "feature"},
         "Outlook",
         "Outlook",
         [](const Article& a) { return shown(a.product); }},
        {{"related"}, "[KB1, KB2]", "KB1|KB2", [](const Article& a) { return shown(a.related); }},
        {{"type", "ms.topic", "topic_type"},
         "How-To",
         "how-to",
         [](const Article& a) { return shown(a.type); }},
        {{"unlisted", "noindex"},
         "true",
         "true",
         [](const Article& a) { return shown(a.unlisted); }},
        {{"critical"}, "yes", "true", [](const Article& a) { return shown(a.critical); }},
        {{"lang"}, "EN", "en", [](const Article& a) { return shown(a.lang); }},
        {{"translation_of"},
         "KB1",
         "KB1",
         [](const Article& a) { return shown(a.translation_of); }},
        {{"state"},
         "Archived",
         "archived",
         [](const Article& a) { return std::string(state_name(a.state)); }},
        {{"draft", "hide"},
         "true",
         "draft",
         [](const Article& a) { return std::string(state_name(a.state)); }},
        {{"is_archived"},
         "true",
         "archived",
         [](const Article& a) { return std::string(state_name(a.state)); }},
    };
    WrittenKb kb;
    for (const auto& c : cases) {
        for (const auto* const spelling : c.spellings) {
            CAPTURE(std::string(spelling));
            const auto loaded = kb.with_fields(std::string(spelling) + ": " + c.value);
            REQUIRE(loaded.article);
            CHECK(c.show(*loaded.article) == c.expected);
            CHECK(problem_text(loaded.problems, "unknown-key").empty());
        }
    }
}

TEST_CASE("of several spellings in one file our own name counts, then the order of the table") {
    WrittenKb kb;
    CHECK(kb.with_fields("description: b\nsummary: a").article->summary == "a");
    CHECK(kb.with_fields("intro: c\ndescription: b").article->summary == "b");
    CHECK(kb.with_fields("author: x\nms.author: y").article->owner == "y");
    CHECK(kb.with_fields("summary:\ndescription: b").article->summary == "b");
}

TEST_CASE("an owner found under a weaker name is only assumed") {
    WrittenKb kb;
    for (const char* const key : {"group", "manager", "ms.author", "author"})
        CHECK(kb.with_fields(std::string(key) + ": x").article->owner_assumed);
    for (const char* const key : {"owner", "owner_slack"})
        CHECK_FALSE(kb.with_fields(std::string(key) + ": x").article->owner_assumed);
}

TEST_CASE("a knowledge base can add spellings and words of its own") {
    WrittenKb kb;
    kb.write("_kb.yml",
             "field_spellings:\n  reviewed: [checked_on]\n  nonsense: [x]\n"
             "value_maps:\n  type: {Troubleshooting: fix}\n");
    const auto loaded = kb.with_fields("checked_on: 2026-01-02\nms.topic: troubleshooting");
    CHECK(shown(loaded.article->reviewed) == "2026-01-02");
    CHECK(loaded.article->type == "fix");
}

TEST_CASE("words of other systems for types are translated") {
    struct Case {
        const char *written, *type;
    };
    for (const auto& [written, type] : {
             Case{"ms.topic: troubleshooting", "fix"},
             Case{"ms.topic: Troubleshooting-Known-Issue", "known-error"},
             Case{"ms.topic: how-to-guide", "how-to"},
             Case{"ms.topic: conceptual", "reference"},
             Case{"ms.topic: article", ""},
             Case{"type: request", "request"},
             Case{"type: checklist", "checklist"},
         }) {
        CAPTURE(written);
        const auto loaded = WrittenKb{}.with_fields(written);
        REQUIRE(loaded.article);
        CHECK(loaded.article->type == type);
    }
}

TEST_CASE("a key that is nearly right asks what was meant") {
    struct Case {
        const char* key;
        const char* meant;
    };
    WrittenKb kb;
    for (const auto& [key, meant] :
         {Case{"ms.reviwer", "ms.reviewer"}, Case{"appleisto", "appliesto"},
          Case{"appiesto", "appliesto"}, Case{"audiance", "audience"}, Case{"Titel", "title"},
          Case{"keyword", "keywords"}, Case{"ownr", "owner"}, Case{"reveiwed", "reviewed"}}) {
        CAPTURE(std::string(key));
        const auto loaded = kb.with_fields("tags: [x]\n" + std::string(key) + ": v\n");
        CHECK(problem_text(loaded.problems, "unknown-key") ==
              "a.md:3: warning: unknown key `" + std::string(key) + "`: did you mean `" + meant +
                  "`?");
    }
}

TEST_CASE("keys of other systems are nobody's mistake") {
    WrittenKb kb;
    for (const char* const key :
         {"ms.custom",  "search.appverid", "ms.service", "ms.prod",    "ms.collection",
          "ms.assetid", "f1.keywords",     "editor",     "layout",     "date",
          "weight",     "nav_order",       "uid",        "shortTitle", "versions",
          "toc",        "category",        "x",          "zz9",        "something_else_entirely"}) {
        CAPTURE(std::string(key));
        CHECK_FALSE(has_problem(kb.with_fields(std::string(key) + ": v").problems, "unknown-key"));
    }
}

TEST_CASE("a date that cannot be read or lies in the future never reads as fresh") {
    WrittenKb kb;
    for (const char* const value : {"soon", "2026-02-30", "[2026-01-01]", "31.12.2025"}) {
        const auto loaded = kb.with_fields(std::string("reviewed: ") + value);
        CHECK_FALSE(loaded.article->reviewed);
        CHECK(has_problem(loaded.problems, "bad-date"));
    }
    const auto future =
        kb.with_fields("reviewed: 2026-03-13\nupdated: 2030-01-01\nexpires: 2030-01-01");
    CHECK_FALSE(future.article->reviewed);
    CHECK_FALSE(future.article->updated);
    CHECK(shown(future.article->expires) == "2030-01-01");
    CHECK(problem_text(future.problems, "future-date").starts_with("a.md:2: warning: "));
    CHECK(kb.with_fields("reviewed: 2026-03-12").article->reviewed == kToday);
}

TEST_CASE("intervals are read as people write them") {
    struct Case {
        const char* text;
        int days;
    };
    for (const auto& [text, days] :
         {Case{"6 months", 183}, Case{"90 days", 90}, Case{"1 year", 365}, Case{"P6M", 183},
          Case{"12w", 84}, Case{"180", 180}, Case{"P1Y6M", 548}, Case{"quarterly", 91},
          Case{" 2 Weeks ", 14}, Case{"every 3 months", 91}, Case{"1 month", 30},
          Case{"P90D", 90}}) {
        CAPTURE(std::string(text));
        REQUIRE(parse_interval(text));
        CHECK(parse_interval(text)->count() == days);
    }
    for (const char* const text : {"", "0", "-3 days", "soon", "6 moons", "1000 years",
                                   "99999999999", "P", "3 4 5x", "months"}) {
        CAPTURE(std::string(text));
        CHECK_FALSE(parse_interval(text));
    }
    CHECK(has_problem(WrittenKb{}.with_fields("review_every: sometimes").problems, "bad-interval"));
}

TEST_CASE("questions and diagnoses are read in every form that reads well") {
    WrittenKb kb;
    const auto full = kb.with_fields(
        "ticket:\n  category: printing\n  questions:\n    - Which printer?\n    - \"Since when?\"\n"
        "diagnose:\n  Windows: ipconfig /all\n  macos: [ifconfig, netstat]");
    CHECK(full.article->ticket.category == "printing");
    CHECK(joined(full.article->ticket.questions) == "Which printer?|Since when?");
    REQUIRE(full.article->diagnose.size() == 3);
    CHECK(full.article->diagnose[0].system == "windows");
    CHECK(full.article->diagnose[0].command == "ipconfig /all");
    CHECK(full.article->diagnose[2].command == "netstat");
    const auto brief = kb.with_fields("ticket: printing\ndiagnose: whoami");
    CHECK(brief.article->ticket.category == "printing");
    REQUIRE(brief.article->diagnose.size() == 1);
    CHECK(brief.article->diagnose[0].system.empty());
    const auto listed = kb.with_fields("diagnose:\n  - {system: Linux, command: ip a}\n  - uptime");
    REQUIRE(listed.article->diagnose.size() == 2);
}

TEST_CASE("names follow from the path unless the article says otherwise") {
    WrittenKb kb;
    kb.write("Mail/Shared Box.md", "# Shared mailbox\n\nText.");
    const auto loaded = kb.load("Mail/Shared Box.md");
    CHECK(loaded.article->id == "Mail/Shared Box");
    CHECK(loaded.article->slug == "mail/shared box");
    CHECK(kb.with_fields("slug: ../x").article->slug == "a");
    CHECK(has_problem(kb.with_fields("slug: ../x").problems, "bad-slug"));
}
