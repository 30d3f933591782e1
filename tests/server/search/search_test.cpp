#include <doctest/doctest.h>

#include "server/search/ranking_numbers.h"
#include "tests/support/built_kb.h"

using namespace firstline;

namespace {

std::string first(const SearchResults& results) {
    return results.hits.empty() ? "" : results.hits.front().article.id;
}

/// Articles of a small desk, with enough others around that rarity means something.
void fill(BuiltKb& kb) {
    kb.article("printer.md", "Printer does not print",
               "Turn it off.\n\n## Still nothing\n\nPull the cable of the printer and wait.",
               "aliases: [printer wont print]\n");
    kb.article("jam.md", "Paper jam", "Open the door of the printer. Pull the paper out.");
    kb.article("vpn.md", "VPN keeps dropping",
               "The tunnel drops with error 0x80070005 on Windows.");
    kb.article("vpn-old.md", "VPN errors", "All errors of the tunnel: 5.7.1 and others. Windows.");
    kb.article("drive.md", "Network drive H: is missing", "Map the H: drive again. Windows.");
    kb.article("cpp.md", "Install the C++ runtime", "A 64-bit system needs both. Windows.");
    kb.article("screen.md", "Monitor flickers", "Use another cable for the monitor.");
    kb.article("mail.md", "Mail is late", "Wait. Mail servers talk to each other. Windows.");
    for (int i = 0; i < 12; ++i)
        kb.article("other/" + std::to_string(i) + ".md", "Other matter number " + std::to_string(i),
                   "Nothing of this is about anything else. Windows laptops are fine.");
}

}  // namespace

TEST_CASE("Japanese and Chinese are found by what is written, without blanks between words") {
    BuiltKb kb;
    kb.article("printer.md", "プリンターが印刷しない",
               "電源を入れ直してから、テストページを印刷します。");
    kb.article("vpn.md", "VPN接続が切れる", "無線ルーターの近くで試してください。");
    kb.article("zh.md", "打印机无法打印", "请关闭打印机，然后重新打开。");
    kb.build();
    struct Case {
        const char *query, *first, *marked;
    };
    for (const auto& [query, first, marked] : {
             Case{"プリンター", "printer", ""},
             Case{"テストページ", "printer", "<mark>テストページ</mark>"},
             Case{"ルーター", "vpn", "<mark>ルーター</mark>"},
             Case{"vpn 接続", "vpn", ""},
             Case{"打印机", "zh", "<mark>打印机</mark>"},
             Case{"重新打开", "zh", "<mark>重新打开</mark>"},
         }) {
        CAPTURE(query);
        const auto results = kb.search(query);
        REQUIRE_FALSE(results.hits.empty());
        CHECK(results.hits.front().article.id == first);
        CHECK(results.hits.front().snippet.markup.find(marked) != std::string::npos);
        CHECK_FALSE(results.correction);
    }
    const auto suggestions = kb.suggest("プリン");
    REQUIRE(suggestions.results.size() == 1);
    CHECK(suggestions.results.front().marked_title.markup ==
          "<mark>プリ</mark><mark>ン</mark>ターが印刷しない");
}

TEST_CASE("queries find the article a person would open") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    struct Case {
        std::string query, expected;
    };
    const Case cases[] = {
        {"printer wont print", "printer"},
        {"Printer won't print!", "printer"},
        {"my printer is not printing please help", "printer"},
        {"paper stuck in the printer", "jam"},
        {"0x80070005", "vpn"},
        {"error 0x80070005 when connecting", "vpn"},
        {"5.7.1", "vpn-old"},
        {"H:", "drive"},
        {"H drive gone", "drive"},
        {"C++", "cpp"},
        {"64-bit", "cpp"},
        {"flickering monitor", "screen"},
        {"MAIL IS LATE", "mail"},
    };
    for (const auto& [query, expected] : cases) {
        CAPTURE(query);
        CHECK(first(kb.search(query)) == expected);
    }
}

TEST_CASE("what a user types is never read as syntax") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    CHECK(first(kb.search("printer -print")) == "printer");
    CHECK(first(kb.search("\"paper jam")) == "jam");
    CHECK(first(kb.search("mail AND NOT late")) == "mail");
    CHECK(first(kb.search("title:mail late*")) == "mail");
    for (const auto* query : {"", " ", "\"", "((((", "*", "-", "AND", "NOT", "\xff\xfe", "+++",
                              "💥", "https://kb.example.com/a?b=c&d"}) {
        CAPTURE(query);
        CHECK_NOTHROW(kb.search(query));
        CHECK_NOTHROW(kb.suggest(query));
    }
}

TEST_CASE("a query of thousands of words is answered by its telling ones") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    std::string text = "Dear team, ";
    for (int i = 0; i < 3000; ++i)
        text += "please help me with this, it is for the ";
    CHECK(first(kb.search(text + " monitor flickers")) != "screen");  // beyond what is read
    CHECK(first(kb.search("the monitor flickers " + text)) == "screen");
}

TEST_CASE("an exact title or alias leads, and is sure") {
    BuiltKb kb;
    fill(kb);
    for (int i = 0; i < 5; ++i)
        kb.article("mails" + std::to_string(i) + ".md", "Mail mail late late",
                   "Mail mail mail late late late is is is.");
    kb.build();
    const auto results = kb.search("mail is late");
    CHECK(first(results) == "mail");
    CHECK(results.sure);
    CHECK(results.confidence >= ranking::kCertain);
}

TEST_CASE("a rare code is sure; an everyday one is not by itself") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    CHECK(kb.search("0x80070005").sure);
}

TEST_CASE("who asks for sure hits alone gets them as in any search") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    SearchRequest request;
    for (const auto* query : {"mail is late", "0x80070005", "blorf qwxyz tunnel zzgrp"}) {
        CAPTURE(query);
        request.query = query;
        request.only_sure = false;
        std::vector<std::string> sure, asked;
        for (const auto& hit : kb.search(request).hits)
            if (hit.confidence >= ranking::kSure)
                sure.push_back(hit.article.slug);
        request.only_sure = true;
        for (const auto& hit : kb.search(request).hits)
            asked.push_back(hit.article.slug);
        CHECK(asked == sure);
    }
}

TEST_CASE("nonsense with one rare word is not believed") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    const auto results = kb.search("blorf qwxyz tunnel zzgrp");
    CHECK_FALSE(results.sure);
    CHECK(results.confidence < ranking::kSure);
}

TEST_CASE("misspelt words are replaced visibly, and only if that finds more") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    SUBCASE("replaced") {
        const auto results = kb.search("monitro flickers");
        REQUIRE(results.correction);
        CHECK(results.correction->applied);
        CHECK(results.correction->from == "monitro flickers");
        CHECK(results.correction->to == "monitor flickers");
        CHECK(first(results) == "screen");
    }
    SUBCASE("searched for as typed on request") {
        SearchRequest request;
        request.query = "monitro flickers";
        request.as_typed = true;
        const auto results = kb.search(request);
        REQUIRE(results.correction);
        CHECK_FALSE(results.correction->applied);
    }
    SUBCASE("a word that occurs stays as it is") {
        CHECK_FALSE(kb.search("late mail").correction);
    }
    SUBCASE("a code is never corrected") {
        CHECK_FALSE(kb.search("0x80070006").correction);
    }
    SUBCASE("an unfinished last word is no mistake") {
        const auto results = kb.search("monitor flick");
        CHECK_FALSE(results.correction);
        CHECK(first(results) == "screen");
    }
}

TEST_CASE("the contributions of a hit add up to its score") {
    BuiltKb kb;
    fill(kb);
    kb.write("_synonyms.yml", "- [monitor, screen]\n");
    kb.build();
    for (const auto* query : {"screen flickers badly", "printer wont print", "H: drive missin",
                              "vpn error 0x80070005", "monitor flick"}) {
        SearchRequest request;
        request.query = query;
        request.explain = true;
        for (const auto& hit : kb.search(request).hits) {
            CAPTURE(query);
            CAPTURE(hit.article.id);
            double sum = 0;
            for (const auto& contribution : hit.explanation)
                sum += contribution.weight;
            CHECK(sum == doctest::Approx(hit.score).epsilon(1e-6));
        }
    }
}

TEST_CASE("words that the knowledge base calls the same find each other") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    CHECK(first(kb.search("beamer")).empty());
    kb.write("_synonyms.yml", "- [monitor, screen, beamer]\n- [virtual private network, vpn]\n");
    kb.build();
    CHECK(first(kb.search("beamer")) == "screen");
    CHECK(first(kb.search("virtual private network keeps dropping")) == "vpn");
}

TEST_CASE("facets count what was found and narrow it") {
    BuiltKb kb;
    fill(kb);
    kb.article("a.md", "Scanner is slow", "The scanner.", "product: [Scanning]\ntype: fix\n");
    kb.article("b.md", "Scanner setup", "The scanner.",
               "product: [Scanning, Printing]\ntype: how-to\n");
    kb.build();
    SearchRequest request;
    request.query = "scanner";
    const auto all = kb.search(request);
    CHECK(all.total == 2);
    REQUIRE(all.facets.product.size() == 2);
    CHECK(all.facets.product[0].value == "Scanning");
    CHECK(all.facets.product[0].count == 2);
    request.filter.type = {"how-to"};
    const auto narrowed = kb.search(request);
    CHECK(narrowed.total == 1);
    CHECK(first(narrowed) == "b");
    CHECK(narrowed.facets.type.at(0).selected);
}

TEST_CASE("facets without words list all that has them, without doubt") {
    BuiltKb kb;
    fill(kb);
    kb.article("a.md", "Scanner is slow", "The scanner.", "product: [Scanning]\n");
    kb.article("b.md", "Scanner setup", "The scanner.", "product: [Scanning]\n");
    kb.build();
    SearchRequest request;
    request.filter.product = {"scanning"};
    const auto results = kb.search(request);
    CHECK(results.total == 2);
    CHECK(results.hits.size() == 2);
    CHECK(results.sure);
    request.query = "xyzzy";
    CHECK(kb.search(request).hits.empty());
    CHECK(kb.search("").hits.empty());
}

TEST_CASE("the total counts articles near the best, not all that share a word") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    const auto results = kb.search("monitor flickers windows");
    CHECK(first(results) == "screen");
    CHECK(results.total < 5);
    SearchRequest request;
    request.query = "other matter";
    request.limit = 5;
    const auto page = kb.search(request);
    CHECK(page.total == 12);
    CHECK(page.hits.size() == 5);
    request.offset = 10;
    CHECK(kb.search(request).hits.size() == 2);
    request.offset = 1000;
    CHECK(kb.search(request).hits.empty());
    CHECK(kb.search(request).total == 12);
}

TEST_CASE("a hit names the section that answers") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    const auto results = kb.search("pull the cable of the printer");
    REQUIRE(first(results) == "printer");
    REQUIRE(results.hits.front().section);
    CHECK(results.hits.front().section->anchor == "still-nothing");
    CHECK(results.hits.front().snippet.markup.find("<mark>cable</mark>") != std::string::npos);
}

TEST_CASE("related articles are the declared ones, then those alike") {
    BuiltKb kb;
    fill(kb);
    kb.article("x.md", "Printer queue is full", "Empty the print queue of the printer.",
               "related: [screen]\n");
    kb.build();
    const auto related = kb.library().ask(
        Viewer{}, [](Reading& reading) { return reading.related(reading.find("x").article, 3); });
    REQUIRE(related.size() >= 2);
    CHECK(related[0].id == "screen");
    CHECK(related[1].id == "printer");
}
