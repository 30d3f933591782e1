#include "server/search/offers.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "server/search/ranking_numbers.h"
#include "tests/server/search/sample_kb.h"

using namespace firstline;

namespace {

std::vector<Hit> offered(const Writing& writing, const Viewer& viewer = {}, unsigned most = 3) {
    return sample_kb().library().ask(
        viewer, [&](Reading& reading) { return offers_for(writing, most, reading); });
}

bool holds(const std::vector<Hit>& hits, const std::string& slug) {
    return std::any_of(hits.begin(), hits.end(),
                       [&](const Hit& hit) { return hit.article.slug == slug; });
}

}  // namespace

TEST_CASE("what people write into a ticket has its article offered") {
    struct Case {
        std::string subject, text, slug;
    };
    const Case cases[] = {
        {"printer wont print", "", "printers/printer-does-not-print"},
        {"printer wont print",
         "Hi team,\n\nsince Monday the printer at Riverside does not print anything.\n\n"
         "Best regards\nJane",
         "printers/printer-does-not-print"},
        {"Help", "the printer still won't connect", "printers/printer-will-not-connect"},
        {"", "how do I change my font?", "display-and-fonts/change-font-in-outlook-and-word"},
        {"Need help urgently",
         "my monitor is flickering since I got the new dock, whenever I plug in the second one",
         "monitors/monitor-flickers"},
        {"shared drive", "nobody in our team of 50 can open the finance shared drive",
         "shared-drives/whole-team-cannot-open"},
        {"teams mic", "nobody can hear me in Teams meetings, the headset worked yesterday",
         "meetings/nobody-can-hear-me"},
    };
    for (const auto& [subject, text, slug] : cases) {
        CAPTURE(subject);
        CAPTURE(text);
        CHECK(holds(offered({subject, text}), slug));
    }
}

TEST_CASE("one slip in a short text costs nothing") {
    CHECK(holds(offered({"pritner wont print", ""}), "printers/printer-does-not-print"));
    CHECK(holds(offered({"", "my moniter is flikering"}), "monitors/monitor-flickers"));
}

TEST_CASE("nothing is offered for what no article is about, nor before anything is said") {
    for (const Writing& writing :
         {Writing{"", ""}, Writing{"printer", ""}, Writing{"my the is", "how do I"},
          Writing{"Please help me", "It is urgent, nothing works, I need help!"},
          Writing{"lunch", "What is for lunch in the canteen on Friday? Is there any soup?"},
          Writing{"broken chair", "The wheel of my chair came off."},
          Writing{"payslip", "My payslip of October is wrong, whom do I ask?"},
          Writing{"", "asdf qwer lkjh zxcv"}, Writing{"\xFF\xFE", std::string(20, '\0')}}) {
        CAPTURE(writing.subject);
        CAPTURE(writing.text);
        CHECK(offered(writing).empty());
    }
}

TEST_CASE("a story does not take away what its subject has found") {
    const std::string story =
        "I came back from holiday and my colleague, who sits beside me on the third floor, told me "
        "that everybody had the same last week, and that the cleaning staff had moved the tables. "
        "Since then I have to walk to the kitchen each time, which takes ten minutes.";
    CHECK(offered({"", story}).empty());
    CHECK(holds(offered({"printer wont print", story}), "printers/printer-does-not-print"));
}

TEST_CASE("each that is offered is sure, the best one most of all") {
    const auto hits = offered({"printer wont print", ""});
    REQUIRE(hits.size() >= 2);
    CHECK(hits.size() <= 3);
    CHECK(hits.front().confidence >= ranking::kSureOfText);
    for (const Hit& hit : hits)
        CHECK(hit.confidence >= ranking::kSureBesideBetter);
    CHECK(offered({"printer wont print", ""}, {}, 1).size() == 1);
}

TEST_CASE("what agents read is offered to agents only") {
    const Writing writing{"runbook file server down",
                          "the shared drive runbook of the file server"};
    constexpr const char* kRunbook = "shared-drives/runbook-file-server-down";
    CHECK(holds(offered(writing, {.role = Role::agent}), kRunbook));
    CHECK_FALSE(holds(offered(writing), kRunbook));
}

TEST_CASE("words that tell are counted once, in whatever form") {
    struct Case {
        std::string_view text;
        std::size_t words;
    };
    Language english("english");
    for (const auto& [text, words] :
         {Case{"", 0}, Case{"how do I", 0}, Case{"please help with this issue", 0},
          Case{"printer", 1}, Case{"the printer, my printers", 1}, Case{"printer jam", 2},
          Case{"VPN code 809", 3}}) {
        CAPTURE(text);
        CHECK(telling_words(text, english) == words);
    }
}
