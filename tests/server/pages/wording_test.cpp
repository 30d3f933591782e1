#include "server/pages/wording.h"

#include <doctest/doctest.h>

#include "tests/server/pages/samples.h"

using namespace firstline;

TEST_CASE("a reader is told how far an article can be trusted") {
    struct Case {
        const char* when;
        ArticleRecord record;
        const char* expected;
    };
    const std::vector<Owner> owners{{.key = "messaging", .name = "Messaging"}};
    const auto with = [](auto change) {
        ArticleRecord record;
        change(record);
        return record;
    };
    const Case cases[] = {
        {"reviewed by a team", with([](ArticleRecord& r) {
             r.reviewed = day("2026-03-12");
             r.reviewed_by = "messaging";
         }),
         "Reviewed 12 Mar 2026 by Messaging"},
        {"reviewed by a person", with([](ArticleRecord& r) {
             r.reviewed = day("2026-03-12");
             r.reviewed_by = "Sunniva Blake";
         }),
         "Reviewed 12 Mar 2026 by Sunniva Blake"},
        {"reviewed by nobody in particular",
         with([](ArticleRecord& r) { r.reviewed = day("2026-03-12"); }), "Reviewed 12 Mar 2026"},
        {"changed since", with([](ArticleRecord& r) {
             r.reviewed = day("2026-03-12");
             r.reviewed_by = "messaging";
             r.changed_since_review = true;
         }),
         "Text changed since it was reviewed on 12 Mar 2026"},
        {"never reviewed", with([](ArticleRecord& r) { r.updated = day("2025-05-03"); }),
         "Never reviewed · changed 3 May 2025"},
        {"nothing known", ArticleRecord{}, "Never reviewed"},
        {"stamped with a day to come",
         with([](ArticleRecord& r) { r.reviewed = day("2027-01-01"); }), "Never reviewed"},
    };
    for (const auto& [when, record, expected] : cases) {
        CAPTURE(when);
        CHECK(review_line(record, owners, today()) == expected);
    }
}

TEST_CASE("an article is out of date from the day after it expires") {
    ArticleRecord record;
    CHECK(expired_since(record, today()).empty());
    record.expires = today();
    CHECK(expired_since(record, today()).empty());
    record.expires = today() - std::chrono::days{1};
    CHECK(expired_since(record, today()) == "20 Nov 2026");
}

TEST_CASE("an owner is named as the owners file names it, and a guessed one not at all") {
    const std::vector<Owner> owners{{.key = "print", .name = "Print Services"}};
    ArticleRecord record;
    record.owner = "print";
    CHECK(owner_name(record, owners) == "Print Services");
    record.owner = "some-alias";
    CHECK(owner_name(record, owners) == "some-alias");
    record.owner_assumed = true;
    CHECK(owner_name(record, owners).empty());
}

TEST_CASE("labels, counts and lists read as a person would write them") {
    CHECK(audience_label({Standing::anyone, {}}).empty());
    CHECK(audience_label({Standing::agents, {}}) == "Agents only");
    CHECK(audience_label({Standing::employees, {"finance", "hr"}}) == "Only finance, hr");
    CHECK(state_label(State::unvalidated) == "Not yet validated");
    CHECK(type_label("known-error") == "Known error");
    CHECK(type_label("runbook") == "runbook");
    CHECK(article_count(1) == "1 article");
    CHECK(article_count(0) == "0 articles");
    CHECK(article_count(1234567) == "1,234,567 articles");
    CHECK(short_list({"a", "b"}, 3) == "a, b");
    CHECK(short_list({"a", "b", "c", "d"}, 3) == "a, b, c, d");
    CHECK(short_list({"a", "b", "c", "d", "e"}, 3) == "a, b, c and 2 more");
    CHECK(folder_name("email-and-calendar") == "Email and calendar");
    CHECK(reader_time(day("2026-03-12") + std::chrono::hours{9} + std::chrono::minutes{5}) ==
          "12 Mar 2026, 09:05 UTC");
}

TEST_CASE("people, browsers and times are told in words") {
    CHECK(role_label(Role::admin) == "Administrator");
    CHECK(readership_label({Standing::anyone, {}}) == "Everybody");
    CHECK(readership_label({Standing::employees, {"hr"}}) == "Group hr");
    CHECK(readership_label({Standing::agents, {"hr", "it"}}).starts_with("Agents of groups hr"));
    CHECK(audience_mark({Standing::anyone, {}}).empty());
    CHECK(audience_mark({Standing::agents, {}}) == "agents");
    CHECK(audience_mark({Standing::agents, {"hr"}}) == "group");
    CHECK(browser_label("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like "
                        "Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0") ==
          "Edge on Windows");
    CHECK(browser_label("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1 "
                        "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1") ==
          "Safari on iPhone");
    CHECK(browser_label("") == "A browser");
    CHECK(ago(std::chrono::seconds{-5}) == "just now");
    CHECK(ago(std::chrono::seconds{59}) == "just now");
    CHECK(ago(std::chrono::minutes{1}) == "1 minute ago");
    CHECK(ago(std::chrono::hours{47}) == "1 day ago");
}
