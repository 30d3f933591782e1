#include "server/desk_commands.h"

#include <sstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server/store/audit_trail.h"
#include "server/store/incidents.h"
#include "server/store/outbox.h"
#include "server/store/store.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

struct Desk {
    Desk() { config.store = folder.path() / "s.db"; }

    CommandRun run(std::chrono::sys_seconds now = at(86400)) {
        out.str("");
        err.str("");
        return {.config = config, .operator_name = "root", .now = now, .out = out, .err = err};
    }
    /// An item that waits and, as number 2, one that was given up.
    void fill_outbox() {
        Store store(config.store);
        OutboxTable outbox(store.connection());
        outbox.add({.kind = "ticket", .key = "ticket-1", .payload = "{}", .created = at(60)});
        outbox.add({.kind = "mail", .key = "mail-2", .payload = "{}", .created = at(120)});
        outbox.set_dead(2, "the webhook answered 422", at(180));
    }
    ReadCounts counts(const std::string& text) {
        std::istringstream in(text);
        return read_ticket_counts(in, "c.csv");
    }

    TemporaryFolder folder;
    ServerConfig config;
    std::ostringstream out, err;
};

}  // namespace

TEST_CASE("the outbox is listed and what was given up is tried again") {
    Desk desk;
    CHECK_THROWS_AS(list_outbox(desk.run(), false), StoreError);
    desk.fill_outbox();
    CHECK(list_outbox(desk.run(), false) == 0);
    CHECK(desk.out.str() ==
          "     2  dead     mail-2  since 1970-01-01T00:02:00Z, 1 attempts, given up: the webhook "
          "answered 422\n"
          "     1  waiting  ticket-1  since 1970-01-01T00:01:00Z, 0 attempts, next "
          "1970-01-01T00:01:00Z\n"
          "1 waiting, 1 given up\n");
    CHECK(list_outbox(desk.run(), true) == 0);
    const auto json = nlohmann::json::parse(desk.out.str());
    CHECK(json.at(0).at("state") == "dead");
    CHECK(json.at(1).at("key") == "ticket-1");
    CHECK(retry_outbox(desk.run(), 1) == 1);
    CHECK(desk.err.str() == "there is no item 1 that was given up\n");
    CHECK(retry_outbox(desk.run(), 2) == 0);
    CHECK(retry_outbox(desk.run(), std::nullopt) == 0);
    CHECK(desk.out.str() == "0 to be tried again\n");
    Store store(desk.config.store);
    CHECK(OutboxTable(store.connection()).health().waiting == 2);
    CHECK(AuditTrail(store.connection()).entries().front().what == "outbox-retried");
}

TEST_CASE("a notice is added, listed and ended, and is over by itself after its hours") {
    Desk desk;
    CHECK(add_notice(desk.run(), {.title = " ", .text = ""}) == 1);
    CHECK(add_notice(desk.run(), {.title = "Mail", .link = "javascript:0"}) == 1);
    CHECK(add_notice(desk.run(), {.title = "Mail is late",
                                  .words = {"mail", " outlook slow ", ""},
                                  .link = "/a/mail",
                                  .hours = 2}) == 0);
    const std::string key = desk.out.str().substr(0, desk.out.str().size() - 1);
    CHECK(key.starts_with("notice-"));
    CHECK(list_notices(desk.run(), false) == 0);
    CHECK(desk.out.str() == key +
                                "  open  Mail is late  from 1970-01-02T00:00:00Z until "
                                "1970-01-02T02:00:00Z, 0 joined\n");
    CHECK(list_notices(desk.run(at(86400 + 7200)), false) == 0);
    CHECK(desk.out.str().find("  over  ") != std::string::npos);
    CHECK(list_notices(desk.run(), true) == 0);
    CHECK(nlohmann::json::parse(desk.out.str()).at(0).at("words").size() == 2);
    CHECK(end_notice(desk.run(), key) == 0);
    CHECK(end_notice(desk.run(), key) == 1);
    CHECK(desk.err.str() == "there is no open notice \"" + key + "\"\n");
}

TEST_CASE("counts of other channels are read week by week, and bad lines are told") {
    Desk desk;
    const auto read = desk.counts(
        "\xEF\xBB\xBFWeek,Channel,Count\r\n2026-11-16,telephone,112\n\n"
        "2026-11-18, Walk-In ,7\n2026-11-16,telephone\n2026-13-01,mail,3\n"
        "2026-11-16,a b,3\n2026-11-16,mail,-1\n2026-11-20,TELEPHONE,9\n"
        "2026-11-16,mail,99999999\n");
    REQUIRE(read.counts.size() == 2);
    // A Wednesday counts for the Monday before it.
    CHECK(read.counts[1].week == read.counts[0].week);
    CHECK(read.counts[1].channel == "walk-in");
    CHECK(read.counts[1].tickets == 7);
    std::string told;
    for (const auto& problem : read.problems)
        told += to_text(problem) + "\n";
    CHECK(told ==
          "c.csv:5: error: must be week,channel,count such as 2026-11-16,telephone,112\n"
          "c.csv:6: error: \"2026-13-01\" is no day such as 2026-11-16\n"
          "c.csv:7: error: \"a b\" is no channel such as telephone or walk-in\n"
          "c.csv:8: error: \"-1\" is no number of tickets\n"
          "c.csv:9: error: telephone of the week of 2026-11-16 stands there twice\n"
          "c.csv:10: error: \"99999999\" is no number of tickets\n");
}

TEST_CASE("counts that are imported again replace the old ones") {
    Desk desk;
    desk.folder.write("c.csv", "2026-11-16,telephone,112\nbad\n");
    CHECK(import_ticket_counts(desk.run(), desk.folder.path() / "c.csv") == 1);
    CHECK(desk.out.str() == "Counts kept: 1; lines that could not be used: 1\n");
    desk.folder.write("c.csv", "2026-11-16,telephone,110\n");
    CHECK(import_ticket_counts(desk.run(), desk.folder.path() / "c.csv") == 0);
    Store store(desk.config.store);
    const auto counts = TicketCountTable(store.connection())
                            .between({}, std::chrono::sys_days{std::chrono::year{2030} / 1 / 1});
    REQUIRE(counts.size() == 1);
    CHECK(counts[0].tickets == 110);
    CHECK_THROWS_AS(import_ticket_counts(desk.run(), "/nowhere/c.csv"), ConfigError);
}
