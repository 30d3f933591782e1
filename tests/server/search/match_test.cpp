#include "server/search/match.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "tests/support/built_kb.h"

using namespace firstline;

namespace {

/// Enough articles to tell them apart.
struct Desk {
    BuiltKb kb;

    Desk() {
        kb.article("mail/outlook.md", "Outlook does not start",
                   "Start it in safe mode.\n\n## Error 0x80070005\n\nRepair the profile.",
                   "product: Outlook\ntags: [mail]\n");
        kb.article("mail/phone.md", "Mail on a phone", "Add the account of Outlook anew.",
                   "product: Phones\n");
        kb.article("install/1603.md", "An installation ends", "Code 1603 says: no room.",
                   "applies_to: [Windows 11]\n");
        kb.article("print/jam.md", "The printer has a paper jam", "Open the flap of the MX-3070.",
                   "product: Printing\n");
        kb.article("print/blank.md", "The printer prints blank pages", "Change the toner.",
                   "product: Printing\n");
        kb.write("vpn/secret.md",
                 "---\ntitle: Zyxomatic outages\naudience: agents\nproduct: Zyxomatic\n---\n\n"
                 "Call the vendor about PLX-9000.\n");
        for (const char* title : {"Change your password", "Share a calendar", "Join the wifi",
                                  "Restore a deleted file", "Book a meeting room"})
            kb.article("other/" + std::string{title} + ".md", title, "Read it here, please.");
        kb.build();
    }

    Match ask(const MatchRequest& request, const Viewer& viewer = {.role = Role::agent}) {
        return kb.library().ask(viewer,
                                [&](Reading& reading) { return match_text(reading, request); });
    }
    Match paste(const std::string& text) { return ask(MatchRequest{.text = text}); }
};

std::vector<std::string> slugs(const Match& match) {
    std::vector<std::string> all;
    for (const Hit& hit : match.results.hits)
        all.push_back(hit.article.slug);
    std::sort(all.begin(), all.end());
    return all;
}

std::string shown(const Match& match) {
    std::string all;
    for (const auto& [kind, text] : match.chips)
        all += (all.empty() ? "" : ", ") + std::string(name_of(kind)) + " " + text;
    return all;
}

using Texts = std::vector<std::string>;

constexpr const char* kTicket =
    "Hi team,\n\nsince Monday the printer in room 12 has a paper jam and it prints nothing at "
    "all,\n"
    "whatever Outlook sends to it. We are on Windows 11.\n\nBest regards\nJane Doe\n"
    "LAPTOP-7YRF21\n\n> On Monday Bob wrote:\n> Did you open the MX-3070?\n";

}  // namespace

TEST_CASE("a line of a few words is typed: corrected, and with operators") {
    Desk desk;
    const Match jam = desk.paste("pritner jam");
    CHECK(jam.typed);
    CHECK(jam.telling == "pritner jam");
    REQUIRE(jam.results.correction);
    CHECK(jam.results.correction->applied);
    CHECK(jam.results.hits.at(0).article.slug == "print/jam");
    CHECK(slugs(desk.paste("printer -jam")) == Texts{"print/blank"});
    CHECK(slugs(desk.paste("product:Printing")) == Texts{"print/blank", "print/jam"});
    CHECK(desk.paste("  printer jam\n").typed);
}

TEST_CASE("all else is a whole text") {
    Desk desk;
    CHECK_FALSE(desk.paste("printer\njam").typed);
    CHECK_FALSE(
        desk.paste("one two three four five six seven eight nine ten eleven twelve 13").typed);
    CHECK_FALSE(desk.paste(std::string(kLongestTyped + 1, 'x')).typed);
    CHECK_FALSE(desk.paste("<p>printer <b>jam</b></p>").typed);
    CHECK_FALSE(desk.paste("pritner -jam\nit is bad").results.correction);
}

TEST_CASE("of a ticket only what tells is searched for, and only there are chips") {
    Desk desk;
    const Match match = desk.paste(kTicket);
    CHECK_FALSE(match.typed);
    CHECK(match.results.hits.at(0).article.slug == "print/jam");
    CHECK(match.results.query == match.telling);
    CHECK(match.telling.find("Jane") == std::string::npos);
    CHECK(match.telling.find("Hi team") == std::string::npos);
    CHECK(shown(match) == "product Outlook, version Windows 11");
}

TEST_CASE("a text that tells nothing finds nothing, and says so") {
    Desk desk;
    for (const char* text : {"", " \n ", "...", "\n\n!!\n", "Hi team,\n\nThanks!\nJane Doe\n",
                             "Best regards\nJane Doe\nPrinting, LAPTOP-7YRF21\n+44 20 5550 142\n",
                             "-- \nJane Doe\nOutlook team\n"}) {
        CAPTURE(std::string{text});
        const Match match = desk.paste(text);
        CHECK(match.telling == "");
        CHECK(match.results.query == "");
        CHECK(match.chips.empty());
        CHECK(match.results.hits.empty());
    }
}

TEST_CASE("a chip that was taken away is not searched for, and still shown") {
    Desk desk;
    const Match all = desk.paste("Outlook paper jam");
    CHECK(slugs(all).size() > 1);
    const Match match = desk.ask({.text = "Outlook paper jam", .without = {"Outlook"}});
    CHECK(slugs(match) == Texts{"print/jam"});
    CHECK(match.chips == all.chips);
    CHECK(folded_words(match.telling) == "paper jam");
    const Match none = desk.ask({.text = "Outlook", .without = {"outlook"}});
    CHECK(none.telling == "");
    CHECK(none.results.hits.empty());
    CHECK(none.chips.size() == 1);
}

TEST_CASE("a result holds each chip that is pinned: declares or says it") {
    Desk desk;
    CHECK(slugs(desk.ask({.text = "it does not start on the phone", .pinned = {"outlook"}})) ==
          Texts{"mail/outlook", "mail/phone"});
    CHECK(slugs(desk.ask({.text = "Error code: 1603 with Outlook",
                          .pinned = {"Error code: 1603"}})) == Texts{"install/1603"});
    CHECK(slugs(desk.ask({.text = "an installation ends", .pinned = {"Windows 11"}})) ==
          Texts{"install/1603"});
    CHECK(slugs(desk.ask({.text = "outlook start", .pinned = {"0x80070005"}})) ==
          Texts{"mail/outlook"});
    CHECK(slugs(desk.ask({.text = "printer printer jam blank", .pinned = {"MX-3070"}})) ==
          Texts{"print/jam"});
    CHECK(slugs(desk.ask({.text = "printer -blank", .pinned = {"Printing"}})) ==
          Texts{"print/jam"});
    const Match nothing = desk.ask({.text = "printer jam", .pinned = {"MX-3070", "Windows 11"}});
    CHECK(nothing.results.total == 0);
    CHECK(nothing.results.hits.empty());
    CHECK(nothing.telling == "printer jam");
}

TEST_CASE("with chips pinned and no words, what holds them is shown") {
    Desk desk;
    CHECK(slugs(desk.ask({.text = "", .pinned = {"Printing"}})) ==
          Texts{"print/blank", "print/jam"});
    CHECK(slugs(desk.ask({.text = "", .pinned = {"", "..."}})).empty());
}

TEST_CASE("products are chips for those who may read their articles") {
    Desk desk;
    const MatchRequest request{.text = "the zyxomatic is down"};
    CHECK(desk.ask(request).chips == std::vector<Chip>{{Chip::Kind::product, "zyxomatic"}});
    CHECK(desk.ask(request, Viewer{}).chips.empty());
    desk.kb.article("new/x.md", "Something new", "Text.", "product: Frobnicator\n");
    CHECK(desk.paste("frobnicator").chips.empty());
    desk.kb.build();
    CHECK(desk.paste("frobnicator").chips.size() == 1);
}

TEST_CASE("any number of results from one to twenty can be asked for") {
    Desk desk;
    CHECK(desk.ask({.text = "printer", .limit = 1}).results.hits.size() == 1);
    CHECK(desk.ask({.text = "printer", .limit = 0}).results.hits.size() == 1);
    CHECK(desk.ask({.text = "printer", .limit = 1000}).results.hits.size() == 2);
}

TEST_CASE("any bytes are taken") {
    Desk desk;
    std::string bytes;
    for (int i = 0; i < 100'000; ++i)
        bytes += static_cast<char>(i * 7 + i / 256);
    CHECK_NOTHROW(desk.paste(bytes));
    CHECK_NOTHROW(desk.paste(std::string(1000, '\0')));
    CHECK_NOTHROW(
        desk.paste(std::string("\xff\xfe"
                               "printer\n\x80")));
    CHECK_NOTHROW(desk.ask({.text = bytes, .without = {bytes}, .pinned = {bytes, "\xc3"}}));
}
