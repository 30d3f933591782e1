#include <doctest/doctest.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a fragment stands in the article as if it had been written there") {
    WrittenKb kb;
    kb.write("includes/note.md",
             "---\ntitle: hidden\n---\n\n> [!NOTE]\n> From a [fragment](../x.md).\n\nMore.\n");
    kb.write("includes/short.md", "the *short* one\n");
    kb.write("x.md", "# X");
    kb.write("deep/a.md",
             "---\ntitle: T\n---\nBefore\n[!INCLUDE [n](../includes/note.md)]\nAfter\n\n"
             "1. Step\n\n   [!include[s](~/includes/short.md)]\n\n2. Inline [!INCLUDE "
             "[s](/includes/short.md)], yes.\n\n"
             "|a|\n|-|\n|[!INCLUDE [s](../includes/short.md)]|\n\n> [!TIP]\n> [!INCLUDE "
             "[s](../includes/short.md)]\n");
    const auto loaded = kb.load("deep/a.md");
    REQUIRE(loaded.article);
    const auto& html = loaded.article->html;
    CAPTURE(html);
    CHECK(contains(html, "<p>Before</p>\n<div class=\"alert alert-note\""));
    CHECK(contains(html, "<p>More.</p>\n<p>After</p>"));
    CHECK(contains(html, "href=\"/a/x\""));
    CHECK(contains(html, "<p>the <em>short</em> one</p>\n</li>"));
    CHECK(contains(html, "Inline the <em>short</em> one, yes."));
    CHECK(contains(html, "<td>the <em>short</em> one</td>"));
    CHECK(contains(html, "Tip</p>\n<p>the <em>short</em> one</p>"));
    CHECK_FALSE(contains(html, "hidden"));
    CHECK_FALSE(contains(html, "INCLUDE"));
    CHECK(joined(loaded.article->includes) == "includes/note.md|includes/short.md");
    CHECK(joined(loaded.depends_on) ==
          "deep/_defaults.yml|_defaults.yml|includes/note.md|includes/short.md");
    CHECK(loaded.problems.empty());
}

TEST_CASE("a fragment that is not to be had is reported, and its title stays") {
    WrittenKb kb;
    kb.write("includes/loop.md", "[!INCLUDE [again](loop.md)]\n");
    kb.write("includes/ping.md", "ping [!INCLUDE [x](pong.md)]\n");
    kb.write("includes/pong.md", "pong [!INCLUDE [Ping title](ping.md)]\n");
    kb.write("includes/data.txt", "x");
    kb.write("includes/bad.md", "\xFF");
    for (int i = 0; i < 10; ++i)
        kb.write("includes/d" + std::to_string(i) + ".md",
                 "[!INCLUDE [deep](d" + std::to_string(i + 1) + ".md)]\n");
    for (const char* const target :
         {"includes/none.md", "includes/loop.md", "includes/ping.md", "../outside.md",
          "/etc/passwd", "includes/data.txt", "includes/bad.md", "includes/d0.md",
          "https://x.example/x.md", "a.md"}) {
        CAPTURE(std::string(target));
        const auto loaded = kb.with_body("[!INCLUDE [The title](" + std::string(target) + ")]\n");
        REQUIRE(loaded.article);
        CHECK(problem_text(loaded.problems, "include").find(": error: cannot include `") !=
              std::string::npos);
        CHECK_FALSE(text_of(*loaded.article).empty());
        CHECK_FALSE(contains(loaded.article->html, "[!INCLUDE"));
    }
    CHECK(contains(kb.with_body("[!INCLUDE [The title](none.md)]").article->html, "The title"));
    CHECK(problem_text(kb.with_body("x\n\n[!INCLUDE [t](none.md)]").problems, "include")
              .starts_with("a.md:6: "));
}

TEST_CASE("fragments add up to a bounded text") {
    WrittenKb kb;
    kb.write("includes/big.md", std::string(200'000, 'x') + "\n");
    std::string body;
    for (int i = 0; i < 20; ++i)
        body += "[!INCLUDE [t](includes/big.md)]\n\n";
    const auto loaded = kb.with_body(body);
    REQUIRE(loaded.article);
    CHECK(has_problem(loaded.problems, "include"));
    CHECK(loaded.article->html.size() < 1'200'000);
}

TEST_CASE("image directives are images, wherever they stand, but not in code") {
    struct Case {
        const char* markdown;
        const char* expected;
    };
    WrittenKb kb;
    kb.write("i.png", "x");
    const std::string img =
        "<img src=\"/files/i.png\" loading=\"lazy\" alt=\"A [b] &quot;c&quot; *d*\">";
    for (const char* const markdown : {
             ":::image type=\"content\" source=\"i.png\" alt-text='A [b] \"c\" *d*':::",
             "Click :::image type=\"icon\" source=\"./i.png\" alt-text='A [b] \"c\" *d*'::: now",
             ":::image type=\"content\" source=\"i.png\"\n    alt-text='A [b] \"c\" *d*'\n    "
             "lightbox=\"i.png\":::",
             ":::image type=\"complex\" source=\"i.png\" alt-text='A [b] \"c\" *d*':::\n   Long "
             "words.\n:::image-end:::",
             "1. x\n\n   :::image source=\"i.png\" alt-text='A [b] \"c\" *d*':::\n",
             "|x|\n|-|\n|:::image source=\"i.png\" alt-text='A [b] \"c\" *d*':::|",
             "[:::image source=\"i.png\" alt-text='A [b] \"c\" *d*':::](https://x.example)",
         }) {
        CAPTURE(std::string(markdown));
        const auto loaded = kb.with_body(markdown);
        REQUIRE(loaded.article);
        CAPTURE(loaded.article->html);
        CHECK(contains(loaded.article->html, img));
        CHECK_FALSE(contains(loaded.article->html, ":::"));
        CHECK(joined(loaded.article->files) == "i.png");
    }
    for (const char* const code :
         {"```\n:::image source=\"i.png\":::\n```", "`:::image source=\"i.png\":::`",
          "~~~md\n:::row:::\n[!INCLUDE [t](x.md)]\n:::image source=\"i.png\":::\n~~~",
          "> ```\n> :::image source=\"i.png\":::\n> ```"}) {
        CAPTURE(std::string(code));
        CHECK(contains(kb.with_body(code).article->html, ":::image"));
        CHECK(kb.with_body(code).article->files.empty());
    }
}

TEST_CASE("layout leaves no trace") {
    const auto loaded = WrittenKb{}.with_body(
        ":::row:::\n   :::column span=\"2\":::\n      One\n   :::column-end:::\n:::row-end:::\n\n"
        "::: moniker range=\">= x\"\nTwo\n::: moniker-end\n\n:::zone "
        "target=\"docs\"\nThree\n:::zone-end\n\n"
        "> [!div class=\"nextstepaction\"]\n> [Next](https://x.example)\n\n"
        "> [!VIDEO https://www.example.com/embed/1]\n\n*:::no-loc text=\"Do_not\":::*\n");
    REQUIRE(loaded.article);
    const auto& html = loaded.article->html;
    CAPTURE(html);
    for (const char* const word : {"One", "Two", "Three", "Next", "<em>Do_not</em>",
                                   "href=\"https://www.example.com/embed/1\""})
        CHECK(contains(html, word));
    for (const char* const word : {":::", "[!", "moniker", "column", "nextstep"})
        CHECK_FALSE(contains(html, word));
}

TEST_CASE("a code block that ends with its list item does not swallow what follows") {
    const auto loaded = WrittenKb{}.with_body(
        "1. x\n\n      ```\n      code\n\nAfter\n\n:::image source=\"https://x.example/i.png\" "
        "alt-text=\"A\":::\n");
    CHECK(contains(loaded.article->html, "<img"));
}
