#include "indexer/article/anchors.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

Article article_of(const std::string& body) {
    const auto loaded = WrittenKb{}.with_body(body);
    REQUIRE(loaded.article);
    return *loaded.article;
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::vector<std::string> ids_in(const std::string& html) {
    constexpr std::string_view kId = " id=\"";
    std::vector<std::string> ids;
    for (auto at = html.find(kId); at != std::string::npos; at = html.find(kId, at + 1)) {
        const auto begin = at + kId.size();
        ids.push_back(html.substr(begin, html.find('"', begin) - begin));
    }
    return ids;
}

}  // namespace

TEST_CASE("what a writer named in HTML is a place that links within the page lead to") {
    const std::string long_name(300, 'n');
    for (const std::string& place :
         {std::string("<a name=\"Here\"></a>x"),
          std::string("<a id=\"Here\"></a>x"),
          std::string("<a id=Here>never closed"),
          std::string("<a name=\"Here\"/>x"),
          std::string("<a name=\"other\" id=\"Here\"></a>x"),
          std::string("<a href=\"https://x.example\" id=\"Here\">x</a>"),
          std::string("<a href=\"gone.md\" id=\"Here\">x</a>"),
          std::string("<img id=\"Here\" src=\"https://x.example/a.png\">"),
          std::string("<img id=\"Here\" src=\"gone.png\">"),
          std::string("<div id=\"Here\">x</div>"),
          std::string("<div id=\"Here\">\n\nx"),
          std::string("<span id='Here'>x</span>"),
          std::string("<p id=\"Here\">x"),
          std::string("<section id=\"Here\">x</section>"),
          std::string("<ul><li id=\"Here\">x</ul>"),
          std::string("<table id=\"Here\"><tr><td>x</table>"),
          std::string("<table><tr id=\"Here\"><td>x</table>"),
          std::string("<table><tr><td id=\"Here\">x</table>"),
          std::string("<h2 id=\"Here\">Elsewhere</h2>"),
          std::string("## Elsewhere <a name=\"Here\"></a>"),
          std::string("<details id=\"Here\">\n<summary>S</summary>\n\nx\n\n</details>")}) {
        CAPTURE(place);
        const auto article = article_of("[a](#Here) [b](#here) [c](#gone)\n\n" + place + "\n");
        CAPTURE(article.html);
        CHECK(std::count(article.named_anchors.begin(), article.named_anchors.end(), "Here") == 1);
        CHECK(contains(article.html, "<a href=\"#at.Here\">a</a> <a href=\"#at.Here\">b</a>"));
        const auto ids = ids_in(article.html);
        CHECK(std::count(ids.begin(), ids.end(), "at.Here") == 1);
    }
    const auto article =
        article_of("[a](#" + long_name + ")\n\n<a name=\"" + long_name + "\"></a>");
    CHECK(contains(article.html, "href=\"#at." + long_name + "\""));
    CHECK(contains(article.html, "id=\"at." + long_name + "\""));
}

TEST_CASE("the heading that became the title keeps its anchors where it stood") {
    for (const char* const heading :
         {"# Other words <a name=\"Here\"></a>", "<h1 id=\"Here\">Other words</h1>"}) {
        CAPTURE(std::string(heading));
        const auto article = article_of(std::string(heading) +
                                        "\n\n[up](#other-words) [up](#Here)\n\n"
                                        "## Other words\n");
        CAPTURE(article.html);
        CHECK(article.title_anchor == "other-words");
        CHECK(joined(ids_in(article.html)) == "other-words|at.Here|other-words-1");
        CHECK(contains(article.html, "href=\"#other-words\""));
        CHECK(contains(article.html, "href=\"#at.Here\""));
        CHECK(article.sections.front().anchor.empty());
    }
    CHECK(article_of("Text.\n").title_anchor.empty());
}

TEST_CASE("the first of several places with one name has it, and no id stands twice") {
    const auto article = article_of(
        "<div id=\"x\">1</div>\n<p id=\"x\">2</p>\n<a name=\"x\" id=\"x\">3</a>\n\n"
        "## x\n\n## X\n\n# X <a id=\"y\"></a>\n\n<p id=\"y\">4</p>\n<p id=\"X\">5</p>\n");
    CAPTURE(article.html);
    CHECK(contains(article.html, "<div id=\"at.x\">1</div>"));
    CHECK(contains(article.html, "<p id=\"at.X\">5"));
    auto ids = ids_in(article.html);
    CHECK(ids.size() == 6);
    std::sort(ids.begin(), ids.end());
    CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}

TEST_CASE("a name in HTML can be no id of a page's, no heading's and no word of a script's") {
    for (const char* const name :
         {"content", "q", "document", "location", "body", "forms", "__proto__", "at.x",
          "field.text", "say.trouble", "constructor", "x\" onclick=\"alert(1)", "a b",
          "\xC3\xBC"
          "ber",
          "&quot;>&lt;script&gt;", "&#34; onload=&#34;x"}) {
        CAPTURE(std::string(name));
        const auto article = article_of("<div id='" + std::string(name) + "'>x</div>\n\n<a name='" +
                                        std::string(name) + "'></a>\n");
        CAPTURE(article.html);
        const auto ids = ids_in(article.html);
        for (const auto& id : ids) {
            CHECK(id.starts_with("at."));
            CHECK(id == "at." + clean_anchor(id.substr(3)));
        }
        CHECK(ids.size() == 1);
        CHECK_FALSE(contains(article.html, " name="));
        CHECK_FALSE(contains(article.html, " on"));
    }
    CHECK(ids_in(article_of("<div id=\" \">x</div><p id=\"!?\">y</p>\n").html).empty());
}
