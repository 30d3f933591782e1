#include "server/tickets/incident_over.h"

#include <doctest/doctest.h>

#include "server/tickets/mail.h"
#include "server/tickets/outbox_worker.h"
#include "tests/server/tickets/outbox_sample.h"
#include "tests/server/tickets/stand_in_post.h"
#include "tests/support/until.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

struct IncidentDesk : OutboxSample {
    IncidentTable incidents{store.connection()};

    void join(const std::string& incident, const std::string& visitor, const std::string& email) {
        incidents.join({.incident = incident,
                        .title = "About " + incident,
                        .visitor = visitor,
                        .email = email,
                        .at = now()});
    }
    std::size_t tell(const std::set<std::string>& open) {
        return tell_joined(store.connection(), open, now());
    }
};

}  // namespace

TEST_CASE("who left an address is told once that an incident is over") {
    IncidentDesk desk;
    desk.incidents.put({.key = "wifi", .from = at(0), .until = at(2000)});
    desk.incidents.put({.key = "vpn", .from = at(0)});
    desk.join("wifi", "v1", "anna@example.com");
    desk.join("wifi", "v2", "");
    desk.join("wifi", "v3", "no address");
    desk.join("vpn", "v1", "anna@example.com");
    desk.join("notice-mail", "v1", "anna@example.com");
    CHECK(desk.tell({"notice-mail"}) == 0);
    desk.seconds = 2000;
    CHECK(desk.tell({"notice-mail"}) == 1);
    CHECK(desk.tell({"notice-mail"}) == 0);
    desk.incidents.end("vpn", desk.now());
    CHECK(desk.tell({"notice-mail"}) == 1);
    CHECK(desk.tell({}) == 1);
    CHECK(desk.tell({}) == 0);
    const auto items = desk.outbox.due(desk.now(), 10);
    REQUIRE(items.size() == 3);
    const auto mail = mail_for(items[0]);
    CHECK(mail.to == "anna@example.com");
    CHECK(mail.subject == "It is over: About wifi");
    CHECK(mail.text.find("It is over now.") != std::string::npos);
}

TEST_CASE("an incident that comes back can be joined, and told of, again") {
    IncidentDesk desk;
    desk.join("wifi", "v1", "anna@example.com");
    CHECK(desk.tell({}) == 1);
    desk.seconds += 60;
    desk.join("wifi", "v1", "anna@example.com");
    CHECK(desk.tell({"wifi"}) == 0);
    CHECK(desk.tell({}) == 1);
}

TEST_CASE("the worker tells them by itself, but not while it cannot know what is open") {
    StandInPost post;
    IncidentDesk desk;
    desk.settings.smtp = {.url = post.url(), .from = "kb@example.com"};
    desk.join("wifi", "v1", "anna@example.com");
    {
        OutboxWorker blind(desk.desk(), [] { return std::nullopt; });
        desk.outbox.add(mail_item("m", "bob@example.com", "Hello", "Text", desk.now()));
        blind.notify();
        // Kept as delivered, too: else the next worker would send it once more.
        REQUIRE(until([&] { return desk.outbox.health().waiting == 0; }));
        CHECK(post.letters().size() == 1);
    }
    OutboxWorker worker(desk.desk(), [] { return std::set<std::string>{}; });
    REQUIRE(until([&] { return post.letters().size() == 2; }));
    CHECK(post.letters()[1].header("Subject") == "It is over: About wifi");
}
