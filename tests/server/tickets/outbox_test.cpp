// The hand-off to a desk that is down, fails, refuses, or takes a ticket and does not say so.

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server/tickets/outbox_worker.h"
#include "server/tickets/signed_message.h"
#include "tests/server/tickets/outbox_sample.h"
#include "tests/server/tickets/stand_in_desk.h"
#include "tests/support/until.h"

using namespace firstline;
using namespace std::chrono_literals;
using Mood = StandInDesk::Mood;

namespace {

struct WebhookDesk : OutboxSample {
    WebhookDesk() {
        settings.system = "webhook";
        settings.webhook_url = stand_in.url();
        settings.webhook_secret = "a secret of the desk";
    }
    StandInDesk stand_in;
};

std::optional<std::set<std::string>> nothing_open() {
    return std::set<std::string>{};
}

}  // namespace

TEST_CASE("a ticket reaches a desk that was down, failed and cut off, and is there once") {
    WebhookDesk desk;
    desk.stand_in.go_down();
    const auto id = desk.send(ticket_of("FL-7KQ2-9DTM"));
    desk.deliver();
    CHECK(desk.outbox.health().waiting == 1);
    CHECK(desk.outbox.health().last_error != "");
    CHECK(desk.tickets.find(id)->state == Ticket::State::accepted);
    desk.stand_in.come_up();
    desk.stand_in.become(Mood::fails);
    desk.deliver_next();
    CHECK(desk.outbox.health().last_error == "the webhook answered 500");
    desk.stand_in.become(Mood::takes_and_cuts_off);
    desk.deliver_next();
    CHECK(desk.outbox.health().waiting == 1);
    desk.stand_in.become(Mood::takes);
    desk.deliver_next();
    CHECK(desk.outbox.health().waiting == 0);
    CHECK(desk.outbox.health().dead == 0);
    CHECK(desk.stand_in.requests().size() == 3);
    REQUIRE(desk.stand_in.tickets().size() == 1);
    CHECK(desk.stand_in.tickets().contains("ticket-FL-7KQ2-9DTM"));
    CHECK(desk.tickets.find(id)->state == Ticket::State::delivered);
    CHECK(desk.tickets.find(id)->desk_reference == "INC-77");
    desk.seconds += 1'000'000;
    desk.deliver();
    CHECK(desk.stand_in.requests().size() == 3);
}

TEST_CASE("what the webhook gets is signed, says the time and holds the attachments") {
    WebhookDesk desk;
    desk.send(ticket_of("FL-7KQ2-9DTM"), {{"smoke.txt", "text/plain", "ac"}});
    desk.deliver();
    REQUIRE(desk.stand_in.requests().size() == 1);
    const auto got = desk.stand_in.requests().front();
    CHECK(got.timestamp == "1000");
    CHECK(check_signature({got.timestamp, got.signature, got.body}, "a secret of the desk",
                          desk.now()) == SignatureCheck::good);
    const auto json = nlohmann::json::parse(got.body);
    CHECK(json.at("version") == 1);
    CHECK(json.at("event") == "created");
    CHECK(json.at("reference") == "FL-7KQ2-9DTM");
    CHECK(json.at("priority").at("level") == "P2");
    CHECK(json.at("priority").at("affects_label") == "My team");
    CHECK(json.at("category").at("owner") == "print");
    CHECK(json.at("tried").at(0) == "Searched for \"printer fire\"");
    CHECK(json.at("attachments").at(0).at("name") == "smoke.txt");
    CHECK(json.at("attachments").at(0).at("content_base64") == "YWM=");
}

TEST_CASE("a desk that asks for time gets it, and one that refuses is not asked again") {
    WebhookDesk desk;
    desk.send(ticket_of("FL-1"));
    desk.stand_in.become(Mood::busy);
    CHECK(desk.deliver() == desk.now() + 100s);
    desk.stand_in.become(Mood::forbids_redirect);
    desk.deliver_next();
    CHECK(desk.stand_in.redirected() == 0);
    CHECK(desk.outbox.health().waiting == 1);
    desk.stand_in.become(Mood::refuses);
    desk.deliver_next();
    REQUIRE(desk.outbox.dead().size() == 1);
    CHECK(desk.outbox.dead().front().last_error == "the webhook answered 422");
    CHECK_FALSE(desk.deliver());
    CHECK(desk.stand_in.requests().size() == 3);
    desk.stand_in.become(Mood::takes);
    CHECK(desk.outbox.revive(std::nullopt, desk.now()) == 1);
    desk.deliver();
    CHECK(desk.stand_in.tickets().size() == 1);
    CHECK(desk.outbox.health().dead == 0);
}

TEST_CASE("a desk that fails for days makes a dead letter, and others go on") {
    WebhookDesk desk;
    desk.stand_in.become(Mood::fails);
    desk.send(ticket_of("FL-1"));
    unsigned attempts = 0;
    while (desk.outbox.dead().empty() && attempts < 1000) {
        desk.deliver_next();
        ++attempts;
    }
    // About nine doublings, then every 23 minutes for five days.
    CHECK(attempts > 300);
    CHECK(attempts < 340);
    CHECK(desk.now() >= at(1000s + 5 * 24h));
    desk.stand_in.become(Mood::takes);
    desk.send(ticket_of("FL-2"));
    desk.deliver();
    CHECK(desk.stand_in.tickets().contains("ticket-FL-2"));
    CHECK_FALSE(desk.stand_in.tickets().contains("ticket-FL-1"));
}

TEST_CASE("a clock that was set back keeps nothing waiting") {
    WebhookDesk desk;
    desk.seconds = 2'000'000'000;
    desk.stand_in.become(Mood::fails);
    desk.send(ticket_of("FL-1"));
    desk.deliver();
    desk.seconds = 1'000'000'000;
    desk.stand_in.become(Mood::takes);
    desk.deliver();
    CHECK(desk.stand_in.tickets().size() == 1);
}

TEST_CASE("an item that cannot be read is a dead letter and stops no other") {
    WebhookDesk desk;
    desk.outbox.add({.kind = "pigeon", .key = "a", .payload = "", .created = at(1)});
    desk.outbox.add({.kind = "ticket", .key = "b", .payload = "{", .created = at(2)});
    desk.outbox.add(
        {.kind = "ticket", .key = "b2", .payload = R"({"event": 7})", .created = at(2)});
    desk.settings.smtp = {.url = "smtp://127.0.0.1:1", .from = "desk@example.com"};
    desk.outbox.add({.kind = "mail", .key = "c", .payload = "[]", .created = at(3)});
    desk.send(ticket_of("FL-1"));
    desk.deliver();
    CHECK(desk.outbox.health().dead == 4);
    CHECK(desk.stand_in.tickets().size() == 1);
}

TEST_CASE("without a ticket system that is set up, tickets wait") {
    OutboxSample desk;
    desk.settings.system = "webhook";
    desk.send(ticket_of("FL-1"));
    desk.deliver();
    CHECK(desk.outbox.health().waiting == 1);
    CHECK(desk.outbox.health().last_error == "no ticket system is set up");
}

TEST_CASE("a store that is not there yet is no trouble") {
    const TemporaryFolder folder;
    ConnectionPool pool(folder.path() / "none.db");
    CHECK_FALSE(deliver_due({.store = pool}, [] { return false; }));
}

TEST_CASE("a worker that is stopped while the desk hangs leaves the ticket to the next one") {
    WebhookDesk desk;
    desk.stand_in.become(Mood::takes_and_hangs);
    desk.send(ticket_of("FL-1"));
    {
        OutboxWorker worker(desk.desk(), nothing_open);
        REQUIRE(until([&] { return desk.stand_in.requests().size() == 1; }));
        // Nothing is locked meanwhile: others write.
        desk.send(ticket_of("FL-2"));
        const auto begin = std::chrono::steady_clock::now();
        worker.stop();
        CHECK(std::chrono::steady_clock::now() - begin < 5s);
    }
    CHECK(desk.outbox.health().waiting == 2);
    CHECK(desk.outbox.due(desk.now(), 9).front().attempts == 0);
    desk.stand_in.become(Mood::takes);
    OutboxWorker worker(desk.desk(), nothing_open);
    CHECK(until([&] { return desk.outbox.health().waiting == 0; }));
    CHECK(desk.stand_in.requests().size() == 3);
    CHECK(desk.stand_in.tickets().size() == 2);
}

TEST_CASE("a worker delivers what it is told of at once, also when it is told while at work") {
    WebhookDesk desk;
    OutboxWorker worker(desk.desk(), nothing_open);
    for (int i = 0; i < 20; ++i) {
        desk.send(ticket_of("FL-" + std::to_string(i)));
        worker.notify();
    }
    const auto begin = std::chrono::steady_clock::now();
    CHECK(until([&] { return desk.stand_in.tickets().size() == 20; }));
    CHECK(std::chrono::steady_clock::now() - begin < 9s);
}

TEST_CASE("two servers at one outbox have each ticket there once by its key") {
    WebhookDesk desk;
    for (int i = 0; i < 30; ++i)
        desk.send(ticket_of("FL-" + std::to_string(i)));
    OutboxWorker one(desk.desk(), nothing_open);
    OutboxWorker other(desk.desk(), nothing_open);
    CHECK(until([&] { return desk.outbox.health().waiting == 0; }));
    CHECK(desk.stand_in.tickets().size() == 30);
}

TEST_CASE("a priority that rises while the desk is away arrives with the ticket") {
    WebhookDesk desk;
    const auto id = desk.send(ticket_of("FL-1"));
    auto ticket = *desk.tickets.find(id);
    ticket.priority = "P1";
    desk.tickets.update(ticket);
    desk.tickets.note(id, {at(1500), "firstline", "priority P2 -> P1", "6 similar reports"});
    desk.deliver();
    const auto json = nlohmann::json::parse(desk.stand_in.requests().front().body);
    CHECK(json.at("priority").at("level") == "P1");
    CHECK(json.at("notes").at(0).at("why") == "6 similar reports");
}
