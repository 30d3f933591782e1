#include <doctest/doctest.h>

#include "tests/support/built_kb.h"

using namespace firstline;

namespace {

void fill(BuiltKb& kb) {
    kb.article("printer.md", "Printer does not print",
               "Turn it off.\n\n## Reinstall the driver\n\nHow.", "aliases: [\"drucker\"]\n");
    kb.article("print-phone.md", "Print from a phone", "Use the app.");
    kb.article("wifi.md", "Wi-Fi is slow", "Move closer.\n\n## Printing over Wi-Fi\n\nThis works.");
    kb.article("umlaut.md", "Größe der Schrift ändern", "So geht es.");
}

std::vector<std::string> ids(const Suggestions& suggestions) {
    std::vector<std::string> ids;
    for (const auto& suggestion : suggestions.results)
        ids.push_back(suggestion.id);
    return ids;
}

}  // namespace

TEST_CASE("titles and aliases that begin as typed come before headings") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    CHECK(ids(kb.suggest("prin")) == std::vector<std::string>{"print-phone", "printer", "wifi"});
    CHECK(ids(kb.suggest("print ph")) == std::vector<std::string>{"print-phone"});
    CHECK(ids(kb.suggest("printer d")) == std::vector<std::string>{"printer"});
    CHECK(ids(kb.suggest("print f")).front() == "print-phone");
    CHECK(ids(kb.suggest("druc")) == std::vector<std::string>{"printer"});
    CHECK(ids(kb.suggest("größ")) == std::vector<std::string>{"umlaut"});
}

TEST_CASE("a heading that begins as typed leads to its section") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    const auto suggestions = kb.suggest("reinst");
    REQUIRE(ids(suggestions) == std::vector<std::string>{"printer"});
    REQUIRE(suggestions.results[0].section);
    CHECK(suggestions.results[0].section->anchor == "reinstall-the-driver");
}

TEST_CASE("one character, blanks and nonsense suggest nothing") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    for (const auto* query : {"", " ", "p", "qqq", "zz zz", "."}) {
        CAPTURE(query);
        CHECK(kb.suggest(query).results.empty());
    }
}

TEST_CASE("the beginning that was typed is marked, and nothing else is markup") {
    BuiltKb kb;
    kb.article("x.md", "Printer <b>prints</b> & jams", "Text.");
    kb.build();
    const auto suggestions = kb.suggest("prin");
    REQUIRE(suggestions.results.size() == 1);
    CHECK(suggestions.results[0].marked_title.markup ==
          "<mark>Prin</mark>ter &lt;b&gt;<mark>prin</mark>ts&lt;/b&gt; &amp; jams");
}

TEST_CASE("the last word is completed to words that articles have") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    const auto completions = kb.suggest("slow pri").completions;
    REQUIRE_FALSE(completions.empty());
    for (const auto& completion : completions)
        CHECK(completion.starts_with("slow pri"));
    CHECK(kb.suggest("slow pri ").completions.empty());
}

TEST_CASE("one slip of the finger from the fourth letter on is forgiven") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    for (const std::string mistyped : {"pritner", "priner", "printtr", "printerr", "pritner doe"}) {
        CAPTURE(mistyped);
        REQUIRE_FALSE(kb.suggest(mistyped).results.empty());
        CHECK(ids(kb.suggest(mistyped)).front() == "printer");
    }
    CHECK(
        kb.suggest("pritn").results.front().marked_title.markup.starts_with("<mark>Print</mark>"));
    CHECK(ids(kb.suggest("größw")) == std::vector<std::string>{"umlaut"});
    // Three letters could become anything, and two slips are another word.
    CHECK(kb.suggest("prn").results.empty());
    CHECK(kb.suggest("pirnetr").results.empty());
}

TEST_CASE("a mistyped beginning is completed as it was meant") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    const auto completions = kb.suggest("my pritn").completions;
    REQUIRE_FALSE(completions.empty());
    CHECK(completions.front().starts_with("my print"));
}

TEST_CASE("a suggestion that is remembered is forgotten when the articles change") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    CHECK(ids(kb.suggest("print ph")) == std::vector<std::string>{"print-phone"});
    CHECK(ids(kb.suggest("print ph")) == std::vector<std::string>{"print-phone"});
    kb.article("print-phone.md", "Send from a tablet", "Use the app.");
    kb.article("print-phonebook.md", "Print the phone book", "Ask for it.");
    kb.build();
    CHECK(ids(kb.suggest("print ph")) == std::vector<std::string>{"print-phonebook"});
}
