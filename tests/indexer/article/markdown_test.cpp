#include <doctest/doctest.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

std::string html_of(const std::string& body) {
    const auto loaded = WrittenKb{}.with_body(body);
    return loaded.article ? loaded.article->html : "no article";
}

std::string plain_of(const std::string& body) {
    const auto loaded = WrittenKb{}.with_body(body);
    return loaded.article && !loaded.article->sections.empty()
               ? loaded.article->sections.front().text
               : "";
}

}  // namespace

TEST_CASE("Markdown becomes the HTML a reader expects") {
    struct Case {
        const char* markdown;
        const char* html;
    };
    for (const auto& [markdown, html] : {
             Case{"One *two* **three** ~~four~~ `a<b`",
                  "<p>One <em>two</em> <strong>three</strong> <del>four</del> "
                  "<code>a&lt;b</code></p>\n"},
             Case{"a\\\nb", "<p>a<br>\nb</p>\n"},
             Case{"- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
             Case{"3. a\n4. b\n", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n"},
             Case{"- a\n\n- b\n", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n"},
             Case{"- [x] done\n- [ ] open\n",
                  "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled=\"\" checked=\"\"> "
                  "done</li>\n"
                  "<li class=\"task\"><input type=\"checkbox\" disabled=\"\"> open</li>\n</ul>\n"},
             Case{"```PowerShell\nGet-X <Name>\n```",
                  "<pre><code class=\"language-powershell\">Get-X &lt;Name&gt;\n</code></pre>\n"},
             Case{"    a\n", "<pre><code>a\n</code></pre>\n"},
             Case{"```\"onclick=x\nb\n```", "<pre><code>b\n</code></pre>\n"},
             Case{"|a|b|\n|:-|-:|\n|1|2|\n",
                  "<table>\n<thead><tr><th align=\"left\">a</th><th "
                  "align=\"right\">b</th></tr></thead>\n"
                  "<tbody>\n<tr><td align=\"left\">1</td><td "
                  "align=\"right\">2</td></tr>\n</tbody></table>\n"},
             Case{"> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>\n"},
             Case{"---", "<hr>\n"},
             Case{"a&nbsp;b",
                  "<p>a\xC2\xA0"
                  "b</p>\n"},
             Case{"https://example.com/x",
                  "<p><a href=\"https://example.com/x\" rel=\"noopener "
                  "noreferrer\">https://example.com/x</a></p>\n"},
         }) {
        CAPTURE(std::string(markdown));
        CHECK(html_of(markdown) == html);
    }
}

TEST_CASE("alerts are boxes with a name, in any case of letters, wherever they stand") {
    CHECK(html_of("> [!NOTE]\n> Save first.\n") ==
          "<div class=\"alert alert-note\" role=\"note\"><p class=\"alert-title\">Note</p>\n"
          "<p>Save first.</p>\n</div>\n");
    CHECK(html_of("> [!wArNiNg] At once.\n").find("alert-warning") != std::string::npos);
    CHECK(html_of("> [!wArNiNg] At once.\n").find("<p>At once.</p>") != std::string::npos);
    for (const char* const kind : {"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"})
        CHECK(html_of("> [!" + std::string(kind) + "]\n> x\n").find("[!") == std::string::npos);
    const auto two = html_of("> [!NOTE]\n> one\n> [!TIP]\n> two\n");
    CHECK(two.find("<p>one</p>\n</div>\n<div class=\"alert alert-tip\"") != std::string::npos);
    const auto listed = html_of("1. a\n\n   > [!NOTE]\n   > - x\n   > - y\n\n2. b\n");
    CHECK(listed.find("alert-note") != std::string::npos);
    CHECK(listed.find("<li>x</li>") != std::string::npos);
    CHECK(html_of("> [!NOTE] **Bold** rest").find("<p><strong>Bold</strong> rest</p>") !=
          std::string::npos);
    CHECK(html_of("> [!ODD]\n> x\n").find("<blockquote>") != std::string::npos);
    CHECK(html_of("```\n> [!NOTE]\n```").find("&gt; [!NOTE]") != std::string::npos);
    CHECK(plain_of("> [!NOTE]\n> Save first.\n") == "Note\nSave first.");
}

TEST_CASE("every heading has an anchor of its own in GitHub's form") {
    const auto loaded = WrittenKb{}.with_body(
        "## If it *still* fails\n\n## C++ & H: drive?\n\n## If it still fails\n\n## If it still "
        "fails\n\n"
        "## If it still fails-1\n\n### \xC3\x9C"
        "ber 5.7.1\n\n## \xF0\x9F\x94\xA5\n\n## a_b `c`\n");
    REQUIRE(loaded.article);
    std::vector<std::string> anchors;
    for (const auto& section : loaded.article->sections)
        anchors.push_back(section.anchor);
    CHECK(anchors == std::vector<std::string>{"if-it-still-fails", "c--h-drive",
                                              "if-it-still-fails-1", "if-it-still-fails-2",
                                              "if-it-still-fails-1-1",
                                              "\xC3\xBC"
                                              "ber-571",
                                              "section", "a_b-c"});
    for (const auto& anchor : anchors)
        CHECK(loaded.article->html.find("id=\"" + anchor + "\"") != std::string::npos);
    CHECK(loaded.article->sections[0].heading == "If it still fails");
    CHECK(loaded.article->sections[5].level == 3);
    CHECK(loaded.article->sections[2].line == 8);
}

TEST_CASE("the first heading is the title and does not stand in the text again") {
    struct Case {
        const char* body;
        const char* html;
        const char* first_text;
    };
    WrittenKb kb;
    for (const auto& [body, html, first_text] : {
             Case{"# A title\n\nText\n", "<span id=\"a-title\"></span>\n<p>Text</p>\n", "Text"},
             Case{"# Other words\n\nText\n", "<span id=\"other-words\"></span>\n<p>Text</p>\n",
                  "Other words\nText"},
             Case{"Text\n\n# A Title\n\nMore\n",
                  "<p>Text</p>\n<span id=\"a-title\"></span>\n<p>More</p>\n", "Text"},
             Case{"Text\n\n# Part\n\nMore\n",
                  "<p>Text</p>\n<h1 id=\"part\">Part</h1>\n<p>More</p>\n", "Text"},
             Case{"# A title\n\nText\n\n# A title\n",
                  "<span id=\"a-title\"></span>\n<p>Text</p>\n<h1 id=\"a-title-1\">A title</h1>\n",
                  "Text"},
         }) {
        CAPTURE(std::string(body));
        const auto loaded = kb.with_body(body);
        REQUIRE(loaded.article);
        CHECK(loaded.article->title == "A title");
        CHECK(loaded.article->html.substr(loaded.article->html.find('<')) == html);
        CHECK(loaded.article->sections.front().text == first_text);
        CHECK(loaded.article->sections.front().level == 0);
    }
    kb.write("b.md", "# From `the` heading\n\nText\n");
    CHECK(kb.load("b.md").article->title == "From the heading");
}

TEST_CASE("the plain text of a section reads like the page") {
    struct Case {
        const char* markdown;
        const char* text;
    };
    for (const auto& [markdown, text] : {
             Case{"One\ntwo **three**\n\nfour", "One two three\nfour"},
             Case{"- a\n- b\n  - c\n", "a\nb\nc"},
             Case{"|a|b|\n|-|-|\n|1|2|\n|3||\n", "a\tb\n1\t2\n3"},
             Case{"Run:\n\n```\nnet use\n  h: /d\n```\n\nthen", "Run:\nnet use\n  h: /d\nthen"},
             Case{"![A red light](https://x.example/a.png) on", "A red light on"},
             Case{"a<br>b", "a\nb"},
             Case{"<details><summary>More</summary>\n\nhidden\n\n</details>", "More\nhidden"},
             Case{"Dear <ServerName>, `<x>`", "Dear <ServerName>, <x>"},
             Case{"<!-- secret -->\n\nshown", "shown"},
             Case{"[words](https://x.example) &amp; more", "words & more"},
         }) {
        CAPTURE(std::string(markdown));
        CHECK(plain_of(markdown) == text);
    }
}

TEST_CASE("text before the first heading, and lines, count from the top of the file") {
    WrittenKb kb;
    kb.write("a.md", "---\ntitle: T\ntags:\n  - x\n---\n\nIntro\n\n## One\n\n[a](missing.md)\n");
    const auto loaded = kb.load("a.md");
    REQUIRE(loaded.article);
    REQUIRE(loaded.article->sections.size() == 2);
    CHECK(loaded.article->sections[0].level == 0);
    CHECK(loaded.article->sections[0].anchor.empty());
    CHECK(loaded.article->sections[1].line == 9);
    CHECK(loaded.article->links[0].line == 11);
    CHECK(problem_text(loaded.problems, "dead-article-link").starts_with("a.md:11: warning: "));
}
