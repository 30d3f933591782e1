#include "server/search/snippet.h"

#include <random>

#include <doctest/doctest.h>

using namespace firstline;

namespace {

using Stems = std::unordered_map<std::string, double>;

Stems stems_of(std::string_view words, Language& language) {
    Stems stems;
    for (const auto& token : tokens_of(words))
        stems[language.stem(token.word)] = 1;
    return stems;
}

Answer answer(const std::vector<StoredSection>& sections, std::string_view query,
              const std::string& summary = "") {
    Language english("english");
    return answer_in(sections, summary, stems_of(query, english), english);
}

/// The snippet as a reader sees it, and whether its markup is text and `<mark>` alone.
std::string visible(const Html& html) {
    std::string text;
    bool open = false;
    const auto& m = html.markup;
    for (std::size_t at = 0; at < m.size();) {
        if (m.compare(at, 6, "<mark>") == 0) {
            CHECK_FALSE(open);
            open = true;
            at += 6;
        } else if (m.compare(at, 7, "</mark>") == 0) {
            CHECK(open);
            open = false;
            at += 7;
        } else if (m[at] == '&') {
            const std::size_t end = m.find(';', at);
            REQUIRE(end != std::string::npos);
            text += '&';
            at = end + 1;
        } else {
            CHECK(m[at] != '<');
            CHECK(m[at] != '>');
            text += m[at++];
        }
    }
    CHECK_FALSE(open);
    return text;
}

const std::vector<StoredSection> kPrinter{
    {"", "", 0, "This article is about the printers of the second floor."},
    {"Paper jam", "paper-jam", 2,
     "Open the front door. Pull the paper out slowly. Close the door."},
    {"Toner", "toner", 2, "Shake the toner cartridge. Order a new cartridge if pages stay faint."}};

}  // namespace

TEST_CASE("the section that answers is the one with the words that were asked") {
    CHECK(answer(kPrinter, "pull paper out").section == 1);
    CHECK(answer(kPrinter, "faint pages").section == 2);
    CHECK(answer(kPrinter, "second floor").section == 0);
    CHECK_FALSE(answer(kPrinter, "vpn").section);
}

TEST_CASE("a heading counts for its section") {
    CHECK(answer(kPrinter, "toner").section == 2);
    CHECK(answer(kPrinter, "jam").section == 1);
}

TEST_CASE("matched words are marked whatever their ending") {
    CHECK(
        answer(kPrinter, "cartridges").snippet.markup ==
        "Shake the toner <mark>cartridge</mark>. Order a new <mark>cartridge</mark> if pages stay "
        "faint.");
}

TEST_CASE("a word is marked although its stem begins with another letter") {
    Language german("german");
    const auto found = answer_in({{"", "", 0, "Die Überweisungen fehlen."}}, "",
                                 stems_of("Überweisung", german), german);
    CHECK(found.snippet.markup == "Die <mark>Überweisungen</mark> fehlen.");
}

TEST_CASE("without a match the summary, or else the beginning, stands for the article") {
    CHECK(answer(kPrinter, "vpn", "All about <printers>.").snippet.markup ==
          "All about &lt;printers&gt;.");
    CHECK(answer(kPrinter, "vpn").snippet.markup ==
          "This article is about the printers of the second floor.");
    CHECK(answer({}, "vpn").snippet.markup.empty());
}

TEST_CASE("a snippet of a long text is whole sentences around the match") {
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += "Sentence number " + std::to_string(i) + " says nothing at all. ";
    text += "Here the printer is named. It is followed by this. ";
    text += text;
    const auto snippet = visible(answer({{"", "", 0, text}}, "printer").snippet);
    CHECK(snippet.find("Here the printer is named.") != std::string::npos);
    CHECK(snippet.size() <= 220);
    CHECK(snippet.ends_with(". …") == false);
}

TEST_CASE("a sentence without end is cut between words, with dots where it goes on") {
    std::string text;
    for (int i = 0; i < 200; ++i)
        text += "word" + std::to_string(i) + " ";
    const auto snippet =
        visible(answer({{"", "", 0, text + "printer " + text}}, "printer").snippet);
    CHECK(snippet.starts_with("… word"));
    CHECK(snippet.ends_with(" …"));
    CHECK(snippet.find("printer") != std::string::npos);
    CHECK(snippet.size() <= 220);
    std::size_t at = 0;
    for (const auto& token : tokens_of(snippet, false)) {
        const std::string word = token.word;
        const bool whole = word == "printer" || text.find(word + " ") != std::string::npos;
        CHECK(whole);
        at = token.end;
    }
    CHECK(at > 0);
}

TEST_CASE("text of an article cannot become markup of the page") {
    const std::string text = "Run <script>alert('x')</script> & print \"it\" now.";
    const Html snippet = answer({{"", "", 0, text}}, "print script").snippet;
    CHECK(snippet.markup.find("<script") == std::string::npos);
    CHECK(snippet.markup.find("&lt;<mark>script</mark>&gt;") != std::string::npos);
    visible(snippet);
}

TEST_CASE("any bytes give a well-formed snippet of bounded length") {
    std::mt19937 random(11);
    const std::string alphabet = "ab <>&\"'.\n\tprint\xc3\xa9\xff\xe2\x80";
    for (int round = 0; round < 3000; ++round) {
        std::string text(random() % 800, ' ');
        for (auto& c : text)
            c = alphabet[random() % alphabet.size()];
        const auto snippet = visible(answer({{"", "", 0, text}}, "print a b ab").snippet);
        CHECK(snippet.size() <= 2 * 200 + 20);
    }
}
