#include <doctest/doctest.h>

#include "tests/server/pages/samples.h"

using namespace firstline;

namespace {

ArticleView sample_article() {
    ArticleView view;
    view.article.record = sample_record("email/bounces", "What a bounce means");
    view.article.record.summary = "Codes, and who can fix them.";
    view.article.record.owner = "messaging";
    view.article.details.html = "<h2 id=\"codes\">Codes</h2>\n<p>Read <code>5.7.1</code>.</p>";
    for (const char* heading : {"Codes", "Strangers", "Not here"})
        view.article.sections.push_back({heading, "anchor", 2, ""});
    return view;
}

std::string shown(const ArticleView& view) {
    return pages().article(sample_frame(), view);
}

}  // namespace

TEST_CASE("an article shows where it belongs, what it is for, and who stands behind it") {
    const std::string page = shown(sample_article());
    CHECK(holds(page, "<a href=\"/search?q=&amp;product=Outlook\">Outlook</a>"));
    CHECK(holds(page, "<h1 dir=\"auto\">What a bounce means</h1>"));
    CHECK(holds(page, "Codes, and who can fix them."));
    CHECK(holds(page, "For Windows 11, macOS"));
    CHECK(holds(page, "Reviewed 12 Mar 2026 by Messaging"));
    CHECK(holds(page, "Kept by <span dir=\"auto\">Messaging</span>"));
    CHECK(holds(page, "<h2 id=\"codes\">Codes</h2>\n<p>Read <code>5.7.1</code>.</p>"));
    CHECK(holds(page, "href=\"/help?from=email%2Fbounces\""));
}

TEST_CASE("an article of no product belongs to its folder") {
    ArticleView view = sample_article();
    view.article.record.product.clear();
    view.article.record.path = "email-and-calendar/rules/x.md";
    const std::string page = shown(view);
    CHECK(holds(page, "<li dir=\"auto\">Email and calendar</li>"));
    CHECK(holds(page, "<li dir=\"auto\">Rules</li>"));
}

TEST_CASE("contents stand beside articles of three sections and more") {
    ArticleView view = sample_article();
    CHECK(count_of(shown(view), "<a href=\"#anchor\" dir=\"auto\">Strangers</a>") == 2);
    view.article.sections[0].level = 3;
    CHECK_FALSE(holds(shown(view), "On this page"));
}

TEST_CASE("a reader is warned of what is not to be relied on") {
    ArticleView view = sample_article();
    CHECK_FALSE(holds(shown(view), "class=\"banner\""));
    view.article.record.expires = day("2026-02-01");
    CHECK(holds(shown(view), "Out of date since 1 Feb 2026."));
    view.article.record.state = State::unvalidated;
    CHECK(holds(shown(view), "Not yet validated."));
    view.article.record.state = State::draft;
    CHECK(holds(shown(view), "<strong>Draft.</strong>"));
}

TEST_CASE("what to run for the desk is text to copy, or a page to open") {
    ArticleView view = sample_article();
    view.article.details.diagnose = {{"macos", "system_profiler <x>"},
                                     {"", "https://check.example.com"}};
    const std::string page = shown(view);
    CHECK(holds(page, "<h3>macOS</h3>"));
    CHECK(holds(page, "<code>system_profiler &lt;x&gt;</code>"));
    CHECK(holds(page, "<a href=\"https://check.example.com\">"));
}

TEST_CASE("the end of an article leads on: a question, a person, related articles, an edit") {
    ArticleView view = sample_article();
    view.related = {sample_record("email/rules", "Rules")};
    view.edit_url = "https://git.example.com/edit/x.md";
    const std::string page = shown(view);
    CHECK(holds(page, "Did this solve it?"));
    CHECK(holds(page, "Get help from a person"));
    CHECK(holds(page, "<a href=\"/a/email/rules\" dir=\"auto\">Rules</a>"));
    CHECK(holds(page, "<a href=\"https://git.example.com/edit/x.md\">Suggest a change</a>"));
    const std::string bare = shown(sample_article());
    for (const char* absent : {"Related articles", "Suggest a change"})
        CHECK_FALSE(holds(bare, absent));
}

TEST_CASE("an article says its language only if it is one") {
    ArticleView view = sample_article();
    view.article.record.lang = "de";
    CHECK(holds(shown(view), "<article data-article lang=\"de\">"));
    view.article.record.lang = "German (Austria)";
    CHECK(holds(shown(view), "<article data-article>"));
}
