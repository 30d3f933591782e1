// The sample knowledge base, asked in the words of people who have not read it.

#include "tests/server/search/sample_kb.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace firstline;

namespace {

std::string slugs(const SearchResults& results, std::size_t most) {
    std::string all;
    for (std::size_t i = 0; i < std::min(most, results.hits.size()); ++i)
        all += results.hits[i].article.slug + " ";
    return all;
}

}  // namespace

TEST_CASE("people find the article that helps among the first three") {
    struct Case {
        std::string query, slug;
    };
    const Case cases[] = {
        {"printer wont print", "printers/printer-does-not-print"},
        {"i forgot my password", "passwords/forgotten-password"},
        {"cant log in says account locked", "passwords/account-locked"},
        {"my monitor is flickering", "monitors/monitor-flickers"},
        {"second screen stays black", "monitors/monitor-stays-black"},
        {"the printer still won't connect", "printers/printer-will-not-connect"},
        {"how do i change my font", "display-and-fonts/change-font-in-outlook-and-word"},
        {"nobody in my team can open the shared drive", "shared-drives/whole-team-cannot-open"},
        {"H drive gone", "shared-drives/h-drive-missing"},
        {"new phone authenticator", "multi-factor/new-phone"},
        {"they cant hear me in teams", "meetings/nobody-can-hear-me"},
        {"wifi keeps dropping", "wifi/slow-or-drops"},
        {"laptop really slow", "laptops/slow-laptop"},
        {"i think i clicked a phishing link", "security/i-clicked-a-link"},
        {"outlook keeps asking for password",
         "email-and-calendar/outlook-keeps-asking-for-password"},
        {"vpn error 809", "vpn/error-codes"},
        {"0x80070643", "laptops/update-stuck"},
        {"AADSTS50053", "passwords/sign-in-error-codes"},
        {"stolen phone", "phones/lost-or-stolen-phone"},
        {"paper stuck", "printers/paper-jam"},
        {"pritner dosnt print", "printers/printer-does-not-print"},
        {"writting is too small on screen", "display-and-fonts/text-too-small"},
    };
    for (const auto& [query, slug] : cases) {
        CAPTURE(query);
        const auto results = sample_kb().search(query);
        CAPTURE(slugs(results, 3));
        CHECK(slugs(results, 3).find(slug + " ") != std::string::npos);
    }
}

TEST_CASE("what the desk cannot know is not answered with confidence") {
    for (const auto* query :
         {"qwxyz blorf zzgrp cartridge", "vacuum the grommet florp",
          "recipe for apple pie with cinnamon", "who won the football on sunday"}) {
        CAPTURE(query);
        const auto results = sample_kb().search(query);
        CAPTURE(results.confidence);
        CHECK_FALSE(results.sure);
    }
}

TEST_CASE("readers who have not signed in do not find what is for agents") {
    for (const std::string query : {"escalation matrix", "verify identity before a reset",
                                    "major incident by night", "finance month end lock"})
        for (const auto& hit : sample_kb().search(query).hits) {
            CAPTURE(query);
            CHECK(hit.article.audience == Audience{Standing::anyone, {}});
        }
    const Viewer agent{Role::agent, {}};
    CHECK(slugs(sample_kb().search("escalation matrix", agent), 1) == "desk/escalation-matrix ");
}
