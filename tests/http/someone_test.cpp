#include <doctest/doctest.h>

#include "server/store/outbox.h"
#include "server/store/tickets.h"
#include "tests/http/page_fields.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

namespace {

struct Desk {
    Desk() : agent(kb.port()) {
        kb.add_account("anna", "agent");
        agent.sign_in("anna", ServedKb::kPassword);
    }

    /// The fields of a form that was just opened, filled in.
    std::map<std::string, std::string> form() {
        return {{"key", hidden(agent.get("/agent/ticket"), "key")},
                {"channel", "walk-in"},
                {"name", "Mr Ortega"},
                {"reach", "ortega@example.com"},
                {"words", "The monitor flickers\nSince the update of this morning."},
                {"affects", "team"},
                {"work", "not-at-all"}};
    }

    std::vector<Ticket> tickets() {
        const auto lease = kb.listening().store();
        return TicketTable(*lease).between({}, ServedKb::kNoon + std::chrono::hours{1});
    }

    ServedKb kb;
    Visitor agent;
};

}  // namespace

TEST_CASE("a ticket for someone who came by goes the way of every ticket, by the same matrix") {
    Desk desk;
    const Received sent = desk.agent.post("/agent/ticket", desk.form());
    CHECK(sent.status == 303);
    const auto tickets = desk.tickets();
    REQUIRE(tickets.size() == 1);
    const Ticket& ticket = tickets[0];
    CHECK(ticket.channel == "walk-in");
    CHECK(ticket.subject == "The monitor flickers");
    CHECK(ticket.description == "The monitor flickers\nSince the update of this morning.");
    CHECK(ticket.name == "Mr Ortega");
    CHECK(ticket.email == "ortega@example.com");
    CHECK(ticket.priority == "P1");
    // The agent's own doings are nothing of the requester's.
    CHECK_FALSE(ticket.visitor.has_value());
    CHECK(ticket.account.empty());
    const Received told = desk.agent.get(sent.header("location"));
    CHECK(holds(told, ticket.reference));
    CHECK(holds(told, "We will treat this as P1"));
    const auto lease = desk.kb.listening().store();
    const auto notes = TicketTable(*lease).notes(ticket.id);
    REQUIRE(notes.size() == 2);
    CHECK(notes[1].who == "anna");
    CHECK((*lease).number("SELECT count(*) FROM outbox WHERE kind = 'ticket'") +
              (*lease).number("SELECT count(*) FROM outbox WHERE ticket IS NOT NULL") >
          0);
}

TEST_CASE("sent twice it is one ticket, and what is missing is said with nothing lost") {
    Desk desk;
    auto form = desk.form();
    desk.agent.post("/agent/ticket", form);
    CHECK(desk.agent.post("/agent/ticket", form).status == 303);
    CHECK(desk.tickets().size() == 1);
    // The browser's "Back", and the next caller.
    form["words"] = "The mouse is dead";
    form["name"] = "Ms Okafor";
    const Received next = desk.agent.post("/agent/ticket", form);
    CHECK(desk.tickets().size() == 2);
    CHECK(holds(desk.agent.get(next.header("location")), "Ms Okafor"));
    form = desk.form();
    form["affects"] = "";
    form["words"] = "";
    form["reach"] = "555 0190";
    const Received again = desk.agent.post("/agent/ticket", form);
    CHECK(again.status == 422);
    CHECK(holds(again, "Nothing is lost"));
    CHECK(holds(again, "value=\"Mr Ortega\""));
    CHECK(holds(again, "value=\"555 0190\""));
    CHECK(holds(again, "value=\"walk-in\" checked"));
    CHECK(desk.tickets().size() == 2);
}

TEST_CASE("long words make a short subject, and any words a ticket") {
    Desk desk;
    auto form = desk.form();
    form["words"] = std::string(300, 'a') + " end";
    form["channel"] = "pigeon";
    CHECK(desk.agent.post("/agent/ticket", form).status == 303);
    form = desk.form();
    form["words"] = "Tür " + std::string(118, 'b') + " ü";
    CHECK(desk.agent.post("/agent/ticket", form).status == 303);
    const auto tickets = desk.tickets();
    REQUIRE(tickets.size() == 2);
    CHECK(tickets[0].channel == "telephone");
    CHECK(tickets[0].subject.size() < 130);
    CHECK(tickets[1].subject == "Tür …");
}

TEST_CASE("only a form of our own opens a ticket for someone, and only an agent's") {
    Desk desk;
    auto form = desk.form();
    form["form_token"] = "guessed";
    CHECK(desk.agent.post("/agent/ticket", form).status == 403);
    form = desk.form();
    form["key"] = "short";
    CHECK(desk.agent.post("/agent/ticket", form).status == 400);
    Visitor stranger(desk.kb.port());
    CHECK(stranger.get("/agent/ticket").status == 303);
    CHECK(stranger.post("/agent/ticket", desk.form()).status == 404);
    CHECK(desk.tickets().empty());
}

TEST_CASE("the page for agents knows the words of a ticket by its reference") {
    Desk desk;
    desk.agent.post("/agent/ticket", desk.form());
    const std::string reference = desk.tickets().at(0).reference;
    const Received page = desk.agent.get("/agent?ticket=" + reference);
    CHECK(holds(page, "The monitor flickers\n\nThe monitor flickers\nSince the update"));
    CHECK(holds(page, "<strong>" + reference + "</strong>"));
}

TEST_CASE("who works at the desk has operators, and can take all as words") {
    Desk desk;
    const Received with = desk.agent.get("/search?q=printer+-jam");
    CHECK(holds(with, "Operators are on"));
    CHECK(holds(with, "href=\"/search?q=printer%20-jam&amp;ops=0\""));
    const Received words = desk.agent.get("/search?q=printer+-jam&ops=0");
    CHECK_FALSE(holds(words, "Operators are on"));
    CHECK(holds(words, "href=\"/search?q=printer%20-jam&amp;ops=1\""));
    CHECK(holds(words, "name=\"ops\" value=\"0\""));
    Visitor reader(desk.kb.port());
    CHECK_FALSE(holds(reader.get("/search?q=printer+-jam"), "perators"));
}

TEST_CASE("who is signed in at a proxy can send every form of an agent's") {
    ServedWith with;
    with.trusted_proxies = "127.0.0.1";
    with.single_sign_on = {
        .user_header = "X-User", .groups_header = "X-Groups", .roles = {{"desk", Role::agent}}};
    const ServedKb kb(with);
    const Headers pat{{"X-User", "pat"}, {"X-Groups", "desk"}};
    Visitor agent(kb.port());
    const std::string key = hidden(agent.get("/agent/ticket", pat), "key");
    CHECK(agent
              .post("/agent/ticket",
                    {{"key", key},
                     {"words", "The monitor flickers"},
                     {"affects", "me"},
                     {"work", "another-way"}},
                    pat)
              .status == 303);
    agent.post("/agent", {{"text", "the printer has a paper jam"}}, pat);
    CHECK(agent.post("/used", {{"article", "KB0001"}}, pat).status == 303);
}
