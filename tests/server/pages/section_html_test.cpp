#include "server/pages/section_html.h"

#include <doctest/doctest.h>

using namespace firstline;

namespace {

constexpr const char* kArticle =
    "<p>Before <b>all</b>.</p>\n"
    "<h2 id=\"first\">First</h2>\n<p>One.</p>\n"
    "<h3 id=\"deeper\">Deeper</h3>\n<ol>\n<li>Go</li>\n<li>On<br>here</li>\n</ol>\n"
    "<h2 id=\"last\">Last</h2>\n<p title=\"a > b\">Two.</p>\n"
    "<blockquote>\n<h2 id=\"quoted\">Quoted</h2>\n<p>Three.</p>\n</blockquote>\n<p>Four.</p>\n";

}  // namespace

TEST_CASE("a section goes from its heading to the next one of its level or above") {
    struct Case {
        const char* anchor;
        const char* section;
    };
    for (const auto& [anchor, section] :
         {Case{"", "<p>Before <b>all</b>.</p>"},
          Case{"first",
               "<h2 id=\"first\">First</h2>\n<p>One.</p>\n<h3 id=\"deeper\">Deeper</h3>\n<ol>\n"
               "<li>Go</li>\n<li>On<br>here</li>\n</ol>"},
          Case{"deeper",
               "<h3 id=\"deeper\">Deeper</h3>\n<ol>\n<li>Go</li>\n<li>On<br>here</li>\n</ol>"},
          Case{"last",
               "<h2 id=\"last\">Last</h2>\n<p title=\"a > b\">Two.</p>\n<blockquote>\n"
               "<h2 id=\"quoted\">Quoted</h2>\n<p>Three.</p>\n</blockquote>\n<p>Four.</p>"},
          Case{"quoted", "<h2 id=\"quoted\">Quoted</h2>\n<p>Three.</p>"}, Case{"none", ""}}) {
        CAPTURE(anchor);
        CHECK(section_html(kArticle, anchor).markup == section);
    }
}

TEST_CASE("an article without headings is one section, and broken markup ends where it ends") {
    CHECK(section_html("<p>All.</p>", "").markup == "<p>All.</p>");
    CHECK(section_html("", "").markup.empty());
    CHECK(section_html("<h2 id=\"a\">A", "a").markup == "<h2 id=\"a\">A");
    CHECK(section_html("<h2 id=\"a", "a").markup.empty());
    CHECK(section_html("</p></p><h2 id=\"a\">A</h2><p>B</p>", "a").markup ==
          "<h2 id=\"a\">A</h2><p>B</p>");
}
