#include "indexer/article/raw_html.h"

#include <doctest/doctest.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

std::string html_of(const std::string& body) {
    const auto loaded = WrittenKb{}.with_body(body);
    return loaded.article ? loaded.article->html : "no article";
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a placeholder is text that the reader must see, in HTML and plain text alike") {
    for (const char* const placeholder : {"<ServerName>",
                                          "<user>",
                                          "<Path to folder>",
                                          "<your-name>",
                                          "<Table>",
                                          "<S>",
                                          "<x_y>",
                                          "<b c>",
                                          "<domain\\user>",
                                          "<123>",
                                          "<\xC3\xBC>",
                                          "</sFld>",
                                          "<B",
                                          "<a file>",
                                          "<?xml version=\"1.0\"?>",
                                          "<![CDATA[x]]>",
                                          "<!DOCTYPE html>",
                                          "<Section>",
                                          "<Section ID>",
                                          "<li>",
                                          "<td>",
                                          "<i>"}) {
        CAPTURE(std::string(placeholder));
        for (const std::string& body :
             {"Type " + std::string(placeholder) + " here.",
              "<div>\nType " + std::string(placeholder) + " here.\n</div>"}) {
            const auto loaded = WrittenKb{}.with_body(body);
            REQUIRE(loaded.article);
            CHECK(loaded.article->sections.front().text ==
                  "Type " + std::string(placeholder) + " here.");
            CHECK_FALSE(contains(loaded.article->html, placeholder));
        }
    }
}

TEST_CASE("honest HTML stays HTML") {
    struct Case {
        const char* markdown;
        const char* expected;
    };
    for (const auto& [markdown, expected] : {
             Case{"a<br/>b<BR>c</br>d", "<p>a<br>b<br>c<br>d</p>"},
             Case{"<b>x</b> <I>y</I> <kbd>Ctrl</kbd> H<sub>2</sub>O",
                  "<b>x</b> <i>y</i> <kbd>Ctrl</kbd> H<sub>2</sub>O"},
             Case{"<details open>\n<summary>S</summary>\n\n**x**\n\n</details>",
                  "<details "
                  "open=\"\">\n<summary>S</summary>\n<p><strong>x</strong></p>\n</details>"},
             Case{"<table><tr><td colspan=2 bgcolor=red>a<td>b</table>",
                  "<td colspan=\"2\">a</td><td>b</td>"},
             Case{"<table><tr><td colspan='9999999'>a</table>", "<td colspan=\"200\">a</td>"},
             Case{"<ul><li>one<li>two</ul>", "<ul><li>one</li><li>two</li></ul>"},
             Case{"<div class=\"alert\" id=\"q\" style=\"position:fixed\">x</div>",
                  "<div id=\"at.q\">x</div>"},
             Case{"<a name=\"Step 1\"></a>", "<a id=\"at.Step1\"></a>"},
             Case{"<img src=\"https://x.example/a.png\" width=\"100%\" onerror=\"x\">",
                  "<img src=\"https://x.example/a.png\" loading=\"lazy\" "
                  "referrerpolicy=\"no-referrer\" "
                  "alt=\"\" width=\"100%\">"},
             Case{"<p align=center>x", "<p>x\n</p>"},
             Case{"<pre>a  b\n<b>c</b></pre>", "<pre>a  b\n<b>c</b></pre>"},
             Case{"x <!-- gone --> y", "<p>x  y</p>"},
             Case{"<div id=\"open\">\n\nx\n", "<span id=\"at.open\"></span>\n<p>x</p>"},
         }) {
        CAPTURE(std::string(markdown));
        const auto html = html_of(markdown);
        CAPTURE(html);
        CHECK(contains(html, expected));
    }
}

TEST_CASE("no script gets from an article into a page") {
    for (const char* const payload : {
             "<script>alert(1)</script>",
             "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
             "text <script>alert(1)</script> text",
             "<img src=x onerror=alert(1)>",
             "<img src=\"javascript:alert(1)\">",
             "<svg onload=alert(1)>",
             "<svg><script>alert(1)</script></svg>",
             "<iframe src=javascript:alert(1)></iframe>",
             "<object data=x></object><embed src=x>",
             "<form action=//evil.example><input name=p><button>go</button></form>",
             "<a href=\"javascript:alert(1)\">x</a>",
             "<a href=\"JaVa\tScRiPt:alert(1)\">x</a>",
             "<a href=\" &#14;javascript:alert(1)\">x</a>",
             "<a href=\"&#106;avascript:alert(1)\">x</a>",
             "<a href=\"java&#10;script:alert(1)\">x</a>",
             "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
             "<a href=vbscript:x onmouseover=alert(1)>x</a>",
             "[x](javascript:alert(1))",
             "[x](JAVASCRIPT&colon;alert(1))",
             "[x](<java\tscript:alert(1)>)",
             "[x](data:text/html;base64,PHN2Zz4=)",
             "![x](javascript:alert(1))",
             "![x](data:image/svg+xml;base64,PHN2Zz4=)",
             "![\" onerror=\"alert(1)](https://x.example/\"onload=\"y)",
             "[x](https://x.example \"\\\" onclick=alert(1) \\\"\")",
             "<javascript:alert(1)>",
             "[x]: javascript:alert(1)\n\n[x]",
             "<b onclick=alert(1)>x</b>",
             "<div style=\"background:url(javascript:alert(1))\">x</div>",
             "<style>@import '//evil.example/x.css';</style>",
             "<style>\n\n</style><img src=x onerror=alert(1)>",
             "<table background=\"javascript:alert(1)\"><tr><td>x</table>",
             "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
             "onerror=alert(1)&gt;\">",
             "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
             "<p title=\"--><script>alert(1)</script>\">x</p>",
             "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
             "<a href=\"https://x.example/`onmouseover=alert(1)\">x</a>",
             "<details open ontoggle=alert(1)><summary>x</summary></details>",
             "<template><script>alert(1)</script></template>",
             "<base href=//evil.example/><meta http-equiv=refresh content=0><link rel=stylesheet "
             "href=x>",
             "<textarea><script>alert(1)</script></textarea>",
             "<<script>alert(1)//<</script>",
             "<scr<script>ipt>alert(1)</scr</script>ipt>",
             "<img src='x' / onerror='alert(1)'>",
             "<a/href=\"javascript:alert(1)\">x</a>",
             "# <img src=x onerror=alert(1)>\n",
             "> [!NOTE]\n> <script>alert(1)</script>",
             ":::image source=\"x\\\" onerror=\\\"alert(1)\" alt-text=\"<script>\":::",
             "```<script>\n</code></pre><script>alert(1)</script>\n```",
             "|<script>|\n|-|\n|<img src=x onerror=alert(1)>|",
             "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
             "<a id=\"document\" name=\"cookie\">x</a>",
         }) {
        CAPTURE(std::string(payload));
        const auto html = html_of(payload);
        CAPTURE(html);
        for (std::size_t at = html.find('<'); at != std::string::npos;
             at = html.find('<', at + 1)) {
            const auto tag = html.substr(at, html.find('>', at) - at);
            for (const char* const never :
                 {"<script", "<style", "<iframe", "<svg", "<object", "<embed", "<form", "<button",
                  "<textarea", "<template", "<base", "<meta", "<link", "<math", "<noscript",
                  " style=", " srcset=", " xmlns"})
                CHECK_FALSE(contains(tag, never));
            // Whatever stands between two quotes is a value; what is left are names.
            std::string names;
            bool in_value = false;
            for (const char c : tag) {
                in_value = in_value != (c == '"');
                if (!in_value)
                    names += c;
            }
            CHECK_FALSE(contains(names, " on"));
            for (const char* const bad : {"=\"javascript:", "=\"data:", "=\"vbscript:", "=\"java"})
                CHECK_FALSE(contains(tag, bad));
            CHECK_FALSE(contains(tag, "id=\"document\""));
        }
    }
}

TEST_CASE("every element that is opened is closed, whatever the article does") {
    for (const char* const body :
         {"<b><i>x</b></i>", "<div>\n\n# a\n\n</div></div></p>", "<a href=#x><h1>a<h2>b</h1></a>",
          "<table><b><tr><td>x</b></table>", "</table></div></ul>x", "<p><div></p></div>",
          "<summary>x</summary>", "<h1><b>a</h1>b</b>", "<ul><b></ul></b>"}) {
        CAPTURE(std::string(body));
        const auto html = html_of(body);
        std::vector<std::string> open;
        for (std::size_t at = html.find('<'); at != std::string::npos;
             at = html.find('<', at + 1)) {
            const auto name = html.substr(at + 1, html.find_first_of(" >", at) - at - 1);
            if (name == "br" || name == "hr" || name == "img" || name == "input")
                continue;
            if (!name.starts_with('/')) {
                open.push_back("/" + name);
            } else {
                REQUIRE_FALSE(open.empty());
                CHECK(open.back() == name);
                open.pop_back();
            }
        }
        CHECK(open.empty());
    }
}
