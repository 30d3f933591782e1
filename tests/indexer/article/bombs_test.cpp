#include <functional>

#include <doctest/doctest.h>
#include <sys/resource.h>

#include "indexer/article/markdown.h"
#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

std::string repeated(std::string_view piece, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes)
        text += piece;
    return text;
}

std::string nested_list(std::size_t levels) {
    std::string text;
    for (std::size_t i = 0; i < levels; ++i)
        text += std::string(2 * i, ' ') + "- a\n";
    return text;
}

struct Bomb {
    const char* name;
    std::function<std::string(std::size_t)> body;
};

const std::vector<Bomb>& bombs() {
    static const std::vector<Bomb> all{
        {"brackets", [](std::size_t n) { return repeated("[", n); }},
        {"images in images", [](std::size_t n) { return repeated("![[]()", n); }},
        {"bracket pairs",
         [](std::size_t n) { return repeated("[", n / 2) + repeated("]", n / 2); }},
        {"emphasis", [](std::size_t n) { return repeated("*a_ ", n); }},
        {"deep emphasis",
         [](std::size_t n) { return repeated("*_", n / 2) + "a" + repeated("_*", n / 2); }},
        {"autolinks", [](std::size_t n) { return repeated("www.a_", n); }},
        {"autolink brackets", [](std::size_t n) { return "http://a.b/" + repeated(")", n); }},
        {"addresses", [](std::size_t n) { return repeated("a@b.c ", n); }},
        {"instructions", [](std::size_t n) { return "a " + repeated("<?", n); }},
        {"CDATA", [](std::size_t n) { return "a " + repeated("<![CDATA[", n); }},
        {"quotes", [](std::size_t n) { return repeated(">", n) + "a"; }},
        {"lazy quotes",
         [](std::size_t n) { return repeated(">", n / 2) + "a\n" + repeated("b\n", n / 2); }},
        {"lists in lists", [](std::size_t n) { return repeated("- ", n) + "a"; }},
        {"lists and blank lines",
         [](std::size_t n) { return repeated("- ", n / 2) + "x" + repeated("\n", n / 2); }},
        {"indented lists", [](std::size_t) { return nested_list(1000) + repeated("\n", 100'000); }},
        {"wide table",
         [](std::size_t n) {
             return repeated("|x", n / 3) + "|\n" + repeated("|-", n / 3) + "|\n" +
                    repeated("|x\n", n / 3);
         }},
        {"pipes",
         [](std::size_t n) { return repeated("|", n / 2) + "\n" + repeated("-|", n / 2); }},
        {"lines before a table", [](std::size_t n) { return repeated("a\n", n) + "|-|\n"; }},
        {"references",
         [](std::size_t n) {
             return "[a]: /" + repeated("u", n / 2) + "\n\n" + repeated("[a]\n\n", n / 2);
         }},
        {"divs",
         [](std::size_t n) { return repeated("<div>", n / 2) + repeated("</div>", n / 2); }},
        {"open divs", [](std::size_t n) { return repeated("<div>", n); }},
        {"divs in paragraphs",
         [](std::size_t n) {
             return repeated("<div>\n\n", n / 2) + repeated("</div>\n\n", n / 2);
         }},
        {"open bold",
         [](std::size_t n) { return repeated("<b>x\n\n", n / 2) + repeated("</b>\n\n", n / 2); }},
        {"links never closed",
         [](std::size_t n) {
             return repeated("<a href=x>y\n\n", n / 2) + repeated("</a> ", n / 2);
         }},
        {"scripts", [](std::size_t n) { return "<div>\n" + repeated("<script>", n) + "\n</div>"; }},
        {"comments", [](std::size_t n) { return "<div>\n" + repeated("<!--", n); }},
        {"attributes", [](std::size_t n) { return "<div>\n" + repeated("<a href=\"", n); }},
        {"tables in tables",
         [](std::size_t n) {
             return repeated("<table><tr><td>", n / 2) + repeated("</table>", n / 2);
         }},
        {"one long line", [](std::size_t n) { return repeated("x", n); }},
        {"long words", [](std::size_t n) { return repeated("x y ", n); }},
        {"headings", [](std::size_t n) { return repeated("# a\n", n); }},
        {"directives", [](std::size_t n) { return repeated(":::image [!INCLUDE [", n); }},
        {"code spans", [](std::size_t n) { return repeated("[`", n); }},
        {"rising code spans",
         [](std::size_t n) {
             std::string text = "[";
             for (std::size_t i = 1; text.size() < n; ++i)
                 text += "e" + std::string(i, '`');
             return text;
         }},
    };
    return all;
}

/// Processor time of this process and its children: what others do on the machine does not count.
double processor_seconds() {
    double seconds = 0;
    for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        getrusage(who, &usage);
        for (const auto& time : {usage.ru_utime, usage.ru_stime})
            seconds += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    }
    return seconds;
}

double seconds_to_load(const WrittenKb& kb, const std::string& body, LoadedArticle& loaded) {
    const double before = processor_seconds();
    loaded = kb.with_body(body);
    return processor_seconds() - before;
}

}  // namespace

TEST_CASE("a text made to cost much costs seconds at most, and can still be found") {
    WrittenKb kb;
    for (const auto& [name, body] : bombs()) {
        for (const std::size_t bytes : {std::size_t{15'000}, std::size_t{600'000}}) {
            LoadedArticle loaded;
            const auto text = body(bytes);
            const double seconds = seconds_to_load(kb, text, loaded);
            CAPTURE(std::string(name));
            CAPTURE(bytes);
            CHECK(seconds < 5.0);
            REQUIRE(loaded.article);
            CHECK(loaded.article->html.size() <= 8 * text.size() + (2U << 20U));
            if (has_problem(loaded.problems, "too-complex"))
                CHECK(loaded.article->html.starts_with("<pre>"));
        }
    }
}

TEST_CASE("four megabytes of brackets are bounded like anything else") {
    LoadedArticle loaded;
    CHECK(seconds_to_load(WrittenKb{}, repeated("[", (4U << 20U) - 100), loaded) < 5.0);
    REQUIRE(loaded.article);
}

TEST_CASE("a text that is refused is shown and found as it was written") {
    const auto loaded = WrittenKb{}.with_body(repeated("> ", 5'000) + "needle <x>\n");
    REQUIRE(loaded.article);
    CHECK(has_problem(loaded.problems, "too-complex"));
    CHECK(text_of(*loaded.article).find("needle <x>") != std::string::npos);
    CHECK(loaded.article->html.find("needle &lt;x&gt;") != std::string::npos);
}

TEST_CASE("a large honest text is no bomb") {
    std::string table = "|code|meaning|\n|-|-|\n";
    for (int i = 0; i < 3000; ++i)
        table += "|0x" + std::to_string(80070000 + i) + "|The operation could not be completed|\n";
    const auto loaded = WrittenKb{}.with_body(table);
    REQUIRE(loaded.article);
    CHECK(loaded.problems.empty());
    CHECK(loaded.article->html.find("<td>0x80072999</td>") != std::string::npos);
}
