#include "server/insight/team_measures.h"

#include <doctest/doctest.h>

#include "tests/support/moments.h"
#include "tests/support/tickets.h"

using namespace firstline;

namespace {

constexpr int kUntil = 1'000'000;

/// A desk with one large team, `net`, and a small one, `print`.
struct Desk {
    std::vector<Team> teams{{"net", "Network", {"n1", "n2", "n3", "n4", "n5"}, {"network"}},
                            {"print", "Printing", {"p1", "p2"}, {"printers"}}};
    std::vector<Ticket> tickets;
    std::vector<TicketLink> links;

    Ticket& closed(const char* reference, const char* category) {
        tickets.push_back(ticket_with(reference, at(100)));
        tickets.back().id = static_cast<std::int64_t>(tickets.size());
        tickets.back().category = category;
        tickets.back().solved = at(200);
        return tickets.back();
    }

    TicketLink& link(const char* agent, const char* team, const std::string& ticket,
                     const char* judged = "") {
        links.push_back({.id = static_cast<std::int64_t>(links.size()) + 1,
                         .at = at(150),
                         .agent = agent,
                         .team = team,
                         .ticket = ticket,
                         .article = "KB1",
                         .judged = judged});
        return links.back();
    }

    TeamMeasures measures() const {
        return team_measures_of({teams, tickets, links, at(0), at(kUntil)});
    }
};

}  // namespace

TEST_CASE("a closed ticket has a link by our number, our reference, the desk's, or its solution") {
    Desk desk;
    desk.closed("FL-1", "network");
    desk.closed("FL-2", "network");
    desk.closed("FL-3", "network").desk_reference = "INC3";
    desk.closed("FL-4", "network").solved_by = "KB1";
    desk.closed("FL-5", "network");
    desk.closed("FL-6", "network").solved.reset();
    desk.closed("FL-7", "network").created = at(kUntil);
    desk.link("n1", "net", "other name").own_ticket = 1;
    desk.link("n1", "net", "FL-2");
    desk.link("n1", "net", "INC3");
    desk.link("n1", "net", "FL-6");
    const TeamMeasures found = desk.measures();
    REQUIRE(found.teams.size() == 1);
    CHECK(found.teams[0].name == "Network");
    CHECK(found.teams[0].people == 5);
    CHECK(found.teams[0].linked.count == 4);
    CHECK(found.teams[0].linked.n == 5);
    CHECK(found.teams[0].linked.interval.low > .3);
    CHECK_FALSE(found.withheld);
}

TEST_CASE("a team of fewer than five is not shown alone, nor with too few others") {
    Desk desk;
    desk.closed("FL-1", "printers");
    desk.link("p1", "print", "FL-1", "wrong");
    CHECK(desk.measures().teams.empty());
    CHECK(desk.measures().withheld);
}

TEST_CASE("small teams and people in none are shown together once they are five") {
    Desk desk;
    desk.closed("FL-1", "printers").solved_by = "KB1";
    desk.closed("FL-2", "");
    for (const char* agent : {"x", "y", "z"})
        desk.link(agent, "", "FL-9", "right");
    desk.link("p1", "print", "FL-9", "wrong");
    const TeamMeasures found = desk.measures();
    REQUIRE(found.teams.size() == 1);
    CHECK(found.teams[0].key.empty());
    CHECK(found.teams[0].people == 5);
    CHECK(found.teams[0].linked.count == 1);
    CHECK(found.teams[0].linked.n == 2);
    CHECK(found.teams[0].right.count == 3);
    CHECK(found.teams[0].right.n == 4);
    CHECK_FALSE(found.withheld);
}

TEST_CASE("who is named by a team and links for it is one person") {
    Desk desk;
    desk.closed("FL-1", "printers");
    for (const char* agent : {"P1", "p2", "p3", "p4"})
        desk.link(agent, "print", "FL-1");
    CHECK(desk.measures().teams.empty());
    desk.link("p5", "print", "FL-1");
    REQUIRE(desk.measures().teams.size() == 1);
    CHECK(desk.measures().teams[0].people == 5);
}

TEST_CASE("only what was sampled counts for how many links were right") {
    Desk desk;
    desk.link("n1", "net", "A", "right");
    desk.link("n2", "net", "B", "wrong");
    desk.link("n3", "net", "C");
    desk.link("n3", "net", "D", "right").at = at(kUntil);
    const TeamMeasures found = desk.measures();
    REQUIRE(found.teams.size() == 1);
    CHECK(found.teams[0].right.count == 1);
    CHECK(found.teams[0].right.n == 2);
    CHECK(found.teams[0].linked.n == 0);
}

TEST_CASE("a team of which nothing is known is not listed") {
    CHECK(Desk{}.measures().teams.empty());
    CHECK_FALSE(Desk{}.measures().withheld);
}
