#include "server/store/visitor_ids.h"

#include <thread>

#include <doctest/doctest.h>

#include "server/store/counters.h"
#include "server/store/incidents.h"
#include "server/store/pseudonyms.h"
#include "server/store/store.h"
#include "server/store/votes.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tickets.h"

using namespace firstline;

TEST_CASE("an account keeps its pseudonym until its time is over, and shares it with nobody") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    PseudonymTable pseudonyms(store.connection());
    CHECK(pseudonyms.of("anna", "x1", at(0), at(100)) == "x1");
    CHECK(pseudonyms.of("anna", "x2", at(50), at(150)) == "x1");
    CHECK(pseudonyms.of("ben", "x3", at(50), at(150)) == "x3");
    CHECK(pseudonyms.of("anna", "x4", at(100), at(200)) == "x4");
    CHECK(pseudonyms.of("anna", "x5", at(150), at(250)) == "x4");
    pseudonyms.purge(at(200));
    CHECK(pseudonyms.of("anna", "x6", at(0), at(300)) == "x4");
    CHECK(pseudonyms.of("ben", "x7", at(0), at(300)) == "x7");
}

TEST_CASE("two browsers of one person that come at once get the same pseudonym") {
    const TemporaryFolder folder;
    const Store made(folder.path() / "s.db");
    for (int round = 0; round < 20; ++round) {
        const std::string account = "account " + std::to_string(round);
        std::string got[2];
        std::thread browsers[2];
        for (int i = 0; i < 2; ++i)
            browsers[i] = std::thread([&, i] {
                Store store(folder.path() / "s.db");
                got[i] = PseudonymTable(store.connection())
                             .of(account, "fresh " + std::to_string(i), at(0), at(100));
            });
        for (auto& browser : browsers)
            browser.join();
        CHECK(got[0] == got[1]);
    }
}

TEST_CASE("counters add up by day and name, and old days go") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    CounterTable counters(store.connection());
    const std::chrono::sys_days day{std::chrono::year{2026} / 3 / 12};
    const auto next = day + std::chrono::days{1};
    counters.add(day, kViewsFollowed, 3);
    counters.add(day, kViewsFollowed, 4);
    counters.add(day, kEventsShed, 1);
    counters.add(next, kViewsFollowed, 100);
    auto sums = counters.between(day, next);
    CHECK(sums.size() == 2);
    CHECK(sums[std::string{kViewsFollowed}] == 7);
    CHECK(sums[std::string{kEventsShed}] == 1);
    sums = counters.between(day, next + std::chrono::days{1});
    CHECK(sums[std::string{kViewsFollowed}] == 107);
    counters.purge(next);
    CHECK(counters.between(day, next).empty());
    CHECK(counters.between(next, next + std::chrono::days{1}).size() == 1);
}

TEST_CASE("old votes, tickets and joined incidents stay and lose their visitor") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    VoteTable votes(store.connection());
    TicketTable tickets(store.connection());
    IncidentTable incidents(store.connection());
    for (const int seconds : {100, 200}) {
        const std::string name = std::to_string(seconds);
        for (const char* article : {"kb1", "kb2"})
            votes.put({.token = article + name,
                       .visitor = "anna" + name,
                       .article = article,
                       .text_hash = "h",
                       .at = at(seconds)},
                      {"h", article, ""});
        Ticket ticket = ticket_with(name, at(seconds));
        ticket.visitor = "anna" + name;
        tickets.add(ticket, {});
        incidents.join({.incident = "mail",
                        .visitor = "anna" + name,
                        .email = name + "@example.com",
                        .at = at(seconds)});
    }
    forget_visitors(store.connection(), at(200));
    CHECK_FALSE(votes.by_token("kb1100")->visitor);
    CHECK_FALSE(votes.by_token("kb2100")->visitor);
    CHECK(votes.by_token("kb1200")->visitor == "anna200");
    CHECK_FALSE(tickets.by_reference("100")->visitor);
    CHECK(tickets.by_reference("200")->visitor == "anna200");
    const auto joins = incidents.to_tell();
    REQUIRE(joins.size() == 2);
    CHECK_FALSE(joins[0].visitor);
    CHECK(joins[1].visitor == "anna200");
}
