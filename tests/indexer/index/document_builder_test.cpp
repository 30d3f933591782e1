#include "indexer/index/document_builder.h"

#include <algorithm>
#include <map>

#include <doctest/doctest.h>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"

namespace firstline {

namespace {

constexpr FieldAverages kShort{.body = 10, .title = 3, .pairs = 5};

StoredArticle printer_article() {
    StoredArticle article;
    article.record.path = "printers/jam.md";
    article.record.id = "KB1";
    article.record.slug = "printers/jam";
    article.record.title = "The printers jammed";
    article.record.summary = "Paper stuck.";
    article.record.aliases = {"D2B tray"};
    article.record.audience = {Standing::anyone, {}};
    article.record.tags = {"Paper Trays"};
    article.sections = {{"", "", 0, "Open the flap.\nError 0x80070005 shows."},
                        {"If it remains", "if-it-remains", 2, "Call OpenMail."}};
    return article;
}

std::map<std::string, unsigned> terms_of(const StoredArticle& article,
                                         const FieldAverages& averages = kShort) {
    Language english("english");
    const auto document = make_document(analyse(article, english), averages, {});
    std::map<std::string, unsigned> terms;
    for (auto it = document.termlist_begin(); it != document.termlist_end(); ++it)
        terms[*it] = it.get_wdf();
    return terms;
}

std::string prefixed(std::string_view prefix, std::string_view text) {
    return term(prefix, text);
}

}  // namespace

TEST_CASE("an article is found by the stems of its title, summary, aliases, headings and text") {
    const auto terms = terms_of(printer_article());
    for (const char* stem : {"printer", "jam", "paper", "stuck", "d2b", "tray", "open", "flap",
                             "remain", "openmail", "mail", "the"})
        CHECK_MESSAGE(terms.contains(stem), stem);
    for (const char* stem : {"printer", "jam", "d2b", "tray"})
        CHECK_MESSAGE(terms.contains(prefixed(schema::kTitle, stem)), stem);
    CHECK_FALSE(terms.contains(prefixed(schema::kTitle, "paper")));
}

TEST_CASE("an article that names no product is browsed by what it applies to") {
    auto article = printer_article();
    article.record.applies_to = {"SharePoint Online", "OneDrive"};
    auto terms = terms_of(article);
    CHECK(terms.contains(prefixed(schema::kProduct, "sharepoint online")));
    CHECK(terms.contains(prefixed(schema::kProduct, "onedrive")));
    article.record.product = {"SharePoint"};
    terms = terms_of(article);
    CHECK(terms.contains(prefixed(schema::kProduct, "sharepoint")));
    CHECK_FALSE(terms.contains(prefixed(schema::kProduct, "onedrive")));
}

TEST_CASE("pairs skip stop words, and do not reach over the end of a paragraph") {
    const auto terms = terms_of(printer_article());
    const auto pair = [&](const char* text) {
        return terms.contains(prefixed(schema::kPair, text));
    };
    CHECK(pair("printer jam"));
    CHECK(pair("open flap"));
    CHECK_FALSE(pair("flap error"));
    CHECK_FALSE(pair("jam paper"));
    CHECK_FALSE(pair("the printer"));
}

TEST_CASE("codes, whole titles and beginnings are terms of their own") {
    const auto terms = terms_of(printer_article());
    CHECK(terms.contains(prefixed(schema::kCode, "0x80070005")));
    CHECK(terms.contains(prefixed(schema::kExact, "the printers jammed")));
    CHECK(terms.contains(prefixed(schema::kExact, "d2b tray")));
    CHECK(terms.contains(prefixed(schema::kTitleBeginning, "pri")));
    CHECK(terms.contains(prefixed(schema::kHeadingBeginning, "rema")));
    CHECK(terms.contains(prefixed(schema::kGram, "#pri")));
    CHECK_FALSE(terms.contains(prefixed(schema::kGram, "#the")));
}

TEST_CASE("an article is addressed by its path and names, and filtered by its facets") {
    auto article = printer_article();
    article.details.redirect_from = {"Old/Jam"};
    article.record.product = {"Printing"};
    article.record.type = "fix";
    const auto terms = terms_of(article);
    for (const auto& name :
         {prefixed(schema::kPath, "printers/jam.md"), prefixed(schema::kSlugName, "printers/jam"),
          prefixed(schema::kIdName, "kb1"), prefixed(schema::kPathName, "printers/jam"),
          prefixed(schema::kOldName, "old/jam"), prefixed(schema::kTag, "paper trays"),
          prefixed(schema::kProduct, "printing"), prefixed(schema::kType, "fix")}) {
        REQUIRE_MESSAGE(terms.contains(name), name);
        CHECK(terms.at(name) == 0);
    }
}

TEST_CASE("the wdf holds the field's length: the same word weighs less in a longer text") {
    StoredArticle article;
    article.record.path = "a.md";
    article.record.title = "zebra";
    const auto weight = [&](int words, const char* word) {
        std::string text = "gnu";
        for (int i = 1; i < words; ++i)
            text += " f" + std::string(1, static_cast<char>('a' + i % 26));
        article.sections = {{"", "", 0, text}};
        return terms_of(article, {.body = 101, .title = 1, .pairs = 100}).at(word);
    };
    // The title's word is one of the body's.
    CHECK(weight(100, "gnu") == 10);  // g = 1 at the mean length
    CHECK(weight(201, "gnu") == 6);   // g = .4 + .6 x 2
    CHECK(weight(5, "gnu") == 14);    // g = .4 + .6 x .5: not below half the mean
    CHECK(weight(5, "Szebra") == 10);
    CHECK(weight(9999, "gnu") == 1);  // never nothing
}

TEST_CASE("an archived article has names and a record, and nothing to be found by") {
    auto article = printer_article();
    article.record.state = State::archived;
    Language english("english");
    const auto analysed = analyse(article, english);
    CHECK(analysed.archived);
    CHECK(analysed.spelling.empty());
    const auto terms = terms_of(article);
    CHECK(terms.size() == 4);
    CHECK(terms.contains(prefixed(schema::kSlugName, "printers/jam")));
}

TEST_CASE("long names are hashed rather than refused") {
    auto article = printer_article();
    article.record.path = std::string(300, 'p') + ".md";
    article.details.files = {std::string(300, 'f') + ".png"};
    article.record.title = std::string(3000, 't');
    const auto terms = terms_of(article);
    CHECK(std::all_of(terms.begin(), terms.end(),
                      [](const auto& entry) { return entry.first.size() <= 245; }));
}

TEST_CASE("the dictionary gets words of three letters or more, without digits, once each") {
    const auto article = printer_article();
    const auto words = spelling_words(article.record, article.sections);
    CHECK(words == std::vector<std::string>{"call", "error", "flap", "jammed", "mail", "open",
                                            "openmail", "paper", "printers", "remains", "shows",
                                            "stuck", "the", "tray"});
}

TEST_CASE("an analysed article survives the spill file") {
    Language english("english");
    const auto analysed = analyse(printer_article(), english);
    const auto again = decode_analysed(encode(analysed));
    CHECK(encode(again) == encode(analysed));
    CHECK(again.lengths == analysed.lengths);
    CHECK(again.spelling == analysed.spelling);
}

TEST_CASE("the text changed since the review when the stamp's hash is another") {
    Article article;
    article.content_hash = "now";
    CHECK_FALSE(stored_form(article, {}).record.changed_since_review);
    article.reviewed_hash = "now";
    CHECK_FALSE(stored_form(article, {}).record.changed_since_review);
    article.reviewed_hash = "then";
    CHECK(stored_form(article, {}).record.changed_since_review);
}

}  // namespace firstline
