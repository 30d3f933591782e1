#include "indexer/format/stored_article.h"

#include <random>

#include <doctest/doctest.h>

#include "indexer/format/manifest.h"
#include "indexer/format/terms.h"

using namespace firstline;

namespace {

StoredArticle full_article() {
    StoredArticle article;
    auto& r = article.record;
    r.path = "printers/jam.md";
    r.id = "KB0031";
    r.slug = "printers/jam";
    r.title = "Paper jam";
    r.summary = "What to do";
    r.aliases = {"stuck paper", "paper stuck"};
    r.redirect_to = "printers/other";
    r.audience = {Standing::agents, {"finance", "hr"}};
    r.state = State::unvalidated;
    r.unlisted = true;
    r.owner = "print";
    r.owner_assumed = true;
    r.reviewed = parse_date("2026-03-12");
    r.reviewed_by = "Ada";
    r.changed_since_review = true;
    r.review_every = std::chrono::days{180};
    r.expires = parse_date("1970-01-02");
    r.updated = parse_date("2025-01-31");
    r.tags = {"paper"};
    r.applies_to = {"Windows 11"};
    r.product = {"Printing"};
    r.related = {"KB0030"};
    r.type = "fix";
    r.critical = true;
    r.lang = "en";
    article.sections = {{"", "", 0, "Open the door."}, {"If it stays", "if-it-stays", 2, "Call."}};
    auto& d = article.details;
    d.html = "<p>Open the door.</p>";
    d.ticket = {"printing", {"Which printer?"}};
    d.diagnose = {{"windows", "Get-Printer"}};
    d.translation_of = "KB0001";
    d.reviewed_hash = "ab";
    d.content_hash = "cd";
    d.redirect_from = {"old/jam"};
    d.links = {{"../x.md#y", "x.md", "y", "see x", 12, true}};
    d.files = {"printers/media/a.png"};
    d.depends_on = {"_defaults.yml"};
    d.problems = {{"printers/jam.md", 3, Severity::error, "bad-date", "cannot be read"}};
    return article;
}

}  // namespace

TEST_CASE("a stored article comes back as it was") {
    const StoredArticle article = full_article();
    const std::string data = encode(article);
    const StoredArticle back = decode_article(data);
    CHECK(encode(back) == data);
    CHECK(back.record.title == "Paper jam");
    CHECK(back.record.audience == article.record.audience);
    CHECK(back.record.reviewed == article.record.reviewed);
    CHECK(back.record.review_every == std::chrono::days{180});
    CHECK(back.details.links.front().fragment == "y");
    CHECK(back.details.problems == article.details.problems);
    CHECK(decode_record(data).id == "KB0031");
    REQUIRE(decode_sections(data).size() == 2);
    CHECK(decode_sections(data)[1].anchor == "if-it-stays");
    CHECK(encode(decode_article(encode(StoredArticle{}))) == encode(StoredArticle{}));
}

TEST_CASE("damaged document data is told, never read past its end") {
    const std::string data = encode(full_article());
    for (std::size_t size = 0; size < data.size(); ++size)
        CHECK_THROWS_AS(decode_article(data.substr(0, size)), CorruptIndex);
    std::mt19937 random(3);
    for (int round = 0; round < 20'000; ++round) {
        std::string damaged = data;
        damaged[random() % damaged.size()] = static_cast<char>(random());
        try {
            decode_article(damaged);
        } catch (const CorruptIndex&) {
            // told
        }
    }
}

TEST_CASE("a term too long for the index is hashed behind its prefix") {
    CHECK(term("S", "print") == "Sprint");
    const std::string hashed = term("Q", std::string(500, 'x'));
    CHECK(hashed.size() == 65);
    CHECK(hashed.front() == 'Q');
    CHECK(hashed != term("Q", std::string(501, 'x')));
    CHECK(term("", std::string(3, '\0')).size() == 64);
}

TEST_CASE("names are compared without case, slashes and ending") {
    for (const auto* name :
         {"Printers/Jam", "/printers/jam/", "/a/printers/jam", "a/printers/jam.md"}) {
        CAPTURE(name);
        CHECK(folded_name(name) == "printers/jam");
    }
    CHECK(folded_name("/") == "");
}
