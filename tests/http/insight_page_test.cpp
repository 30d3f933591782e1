#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server/http/insight_rows.h"
#include "server/http/openapi.h"
#include "server/store/ticket_links.h"
#include "tests/http/json_schema.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"
#include "tests/support/tickets.h"

using namespace firstline;
using namespace std::chrono_literals;
using Json = nlohmann::json;

namespace {

Headers showing(const std::string& token) {
    return {{"Authorization", "Bearer " + token}};
}

Ticket solved_ticket(const std::string& visitor, std::chrono::sys_seconds at) {
    Ticket ticket = ticket_with("FL-" + visitor, at);
    ticket.visitor = visitor;
    ticket.topic = "paper jam";
    ticket.category = "printing";
    ticket.answered = at + 20min;
    ticket.solved = at + 2h;
    ticket.solved_by = "KB0001";
    return ticket;
}

/// Three days ago: one who confirmed, one who sent a ticket, and three who typed the same.
void live_through(ServedKb& kb) {
    const auto at = ServedKb::kNoon - 72h;
    const auto lease = kb.listening().store();
    std::vector<Event> events;
    for (const char* visitor : {"confirmed", "failed"})
        events.push_back(
            {.kind = Event::Kind::door, .at = at, .visitor = visitor, .topic = "paper jam"});
    for (const char* visitor : {"one", "two", "three"})
        events.push_back({.kind = Event::Kind::search,
                          .at = at,
                          .visitor = visitor,
                          .query = "<b>lost badge</b>",
                          .topic = "badge"});
    EventTable(*lease).add(events);
    VoteTable(*lease).put({.token = "token",
                           .visitor = "confirmed",
                           .article = "KB0001",
                           .text_hash = "hash",
                           .topic = "paper jam",
                           .type = "fix",
                           .seen = true,
                           .at = at + 60s},
                          {"hash", "KB0001", "text"});
    TicketTable(*lease).add(solved_ticket("failed", at + 60s), {});
}

}  // namespace

TEST_CASE("the numbers are for leads and for tokens with their scope") {
    ServedKb kb;
    kb.add_account("lena", "lead");
    kb.add_account("anna", "agent");
    Visitor lead(kb.port());
    Visitor agent(kb.port());
    lead.sign_in("lena", ServedKb::kPassword);
    agent.sign_in("anna", ServedKb::kPassword);
    const std::string reports = kb.add_token("lead", {"report"});
    const std::string reads = kb.add_token("lead", {"read"});
    const std::string less = kb.add_token("agent", {"read"});
    for (const char* path : {"/insight", "/insight.csv", "/api/v1/insight"}) {
        CAPTURE(path);
        CHECK(lead.get(path).status == 200);
        CHECK(lead.get(path).header("cache-control") == "private, no-store");
        CHECK(agent.get(path).status == 404);
        CHECK(kb.get(path, showing(reports)).status == 200);
        CHECK(kb.get(path, showing(reads)).status == 403);
        CHECK(kb.get(path, showing(less)).status == 404);
    }
    CHECK(kb.get("/insight").status == 303);
    CHECK(kb.get("/insight.csv").status == 404);
    CHECK(kb.get("/api/v1/insight").status == 404);
    CHECK(holds(lead.get("/account"), "href=\"/insight\""));
    CHECK_FALSE(holds(agent.get("/account"), "href=\"/insight\""));
}

TEST_CASE("before anything happened the page says what it waits for") {
    ServedKb kb;
    kb.add_account("lena", "lead");
    Visitor lead(kb.port());
    lead.sign_in("lena", ServedKb::kPassword);
    const Received page = lead.get("/insight");
    CHECK(holds(page, "Nothing was recorded in this time."));
    CHECK_FALSE(holds(page, "At the ticket form"));
}

TEST_CASE("the page tells what people did, by the sentence that was promised") {
    ServedKb kb;
    kb.add_account("lena", "lead");
    live_through(kb);
    Visitor lead(kb.port());
    lead.sign_in("lena", ServedKb::kPassword);
    const Received page = lead.get("/insight");
    CHECK(holds(page,
                "<strong>Confirmed: at least 9.5 %</strong> (1 of 2 = 50.0 %, 95 % "
                "9.5-90.5). If every silent visitor was helped: 50 % (to 90.5 %)."));
    CHECK(holds(page, "<svg class=\"outcomes\""));
    CHECK(holds(page, "The printer has a paper jam"));
    // Three typed it; what they typed is text.
    CHECK(holds(page, "lost badge"));
    CHECK_FALSE(holds(page, "<b>lost badge"));
    // This knowledge base does not hold the manual: the page defines its numbers itself.
    CHECK(holds(page, "href=\"#confirmed\""));
    CHECK(holds(page, "id=\"confirmed\""));
}

TEST_CASE("programs get the same numbers, as openapi.json describes them") {
    ServedKb kb;
    const std::string token = kb.add_token("lead", {"report"});
    static const Json description = Json::parse(kOpenApi);
    const auto check = [&] {
        const Received answer = kb.get("/api/v1/insight?weeks=4", showing(token));
        CHECK(answer.status == 200);
        CHECK(schema_error(Json::parse(answer.body),
                           description["components"]["schemas"]["Insight"], description) == "");
        return Json::parse(answer.body);
    };
    CHECK(check()["deflection"]["confirmed"]["value"].is_null());
    live_through(kb);
    const Json numbers = check();
    CHECK(numbers["deflection"]["confirmed"]["count"] == 1);
    CHECK(numbers["deflection"]["failed"]["n"] == 2);
    CHECK(numbers["weeks"].size() == 4);
    CHECK(numbers["from"] == "2026-02-16T00:00:00Z");
    CHECK(numbers["existing_answers"]["articles"][0]["id"] == "KB0001");
    CHECK(numbers["tickets"]["priorities"][0]["first_answer"]["median_seconds"] == 1200);
    CHECK(numbers["tickets"]["priorities"][0]["resolved"]["p90_seconds"] == 7200);
    CHECK(numbers["agents"]["teams"].empty());
    CHECK(numbers["agents"]["withheld"] == true);
    CHECK(numbers["searches"]["queries_without_results"][0]["visitors"] == 3);
    CHECK(kb.get("/api/v1/insight?weeks=x", showing(token)).status == 400);
    CHECK(kb.get("/api/v1/insight?weeks=105", showing(token)).status == 400);
}

TEST_CASE("a team of five has its figures, by the categories that name it") {
    ServedKb kb(std::vector<KbFile>{
        {"_kb.yml",
         "name: Test desk\ndefault_audience: public\n"
         "categories:\n  printing: {name: Printing, owner: print}\n"},
        {"_owners.yml", "print:\n  name: Print team\n  people: [a, b, c, d, e]\n"},
        {"printers/paper-jam.md",
         "---\ntitle: The printer has a paper jam\nid: KB0001\n---\n\nOpen it.\n"}});
    const std::string token = kb.add_token("lead", {"report"});
    live_through(kb);
    {
        const auto lease = kb.listening().store();
        TicketLinkTable links(*lease);
        for (const char* judged : {"right", "wrong"})
            links.judge(links.put({.at = ServedKb::kNoon - 48h,
                                   .agent = "a",
                                   .team = "print",
                                   .ticket = std::string{"T-"} + judged,
                                   .article = "KB0001"}),
                        judged, "lena", ServedKb::kNoon);
    }
    const Json agents = Json::parse(kb.get("/api/v1/insight", showing(token)).body)["agents"];
    REQUIRE(agents["teams"].size() == 1);
    CHECK(agents["teams"][0]["name"] == "Print team");
    CHECK(agents["teams"][0]["linked"]["count"] == 1);
    CHECK(agents["teams"][0]["linked"]["n"] == 1);
    CHECK(agents["teams"][0]["right"]["count"] == 1);
    CHECK(agents["teams"][0]["right"]["n"] == 2);
    const Received page = kb.get("/insight", showing(token));
    CHECK(holds(page, "50.0 % of 2 (9.5-90.5)"));
    CHECK(holds(page, "href=\"#link-rate\""));
    CHECK(holds(kb.get("/insight.csv", showing(token)), "\"agents\",\"print\",\"right\",1,2,"));
}

TEST_CASE("a cell of the sheet stays a cell, and no formula runs from it") {
    InsightReport report;
    report.searches.found_nothing = {
        {"=cmd|' /C calc'!A1", 3, 3}, {"say \"hi\", and\r\nmore", 4, 4}, {"plain", 5, 6}};
    const std::string sheet = to_csv(report);
    CHECK(sheet.starts_with("section,group,measure,count,n,value,low,high\r\n"));
    for (const char* row :
         {"\"searches\",\"'=cmd|' /C calc'!A1\",\"visitors_who_found_nothing\",3,,,,\r\n",
          "\"searches\",\"say \"\"hi\"\", and\r\nmore\",\"visitors_who_found_nothing\",4,,,,\r\n",
          "\"searches\",\"plain\",\"visitors_who_found_nothing\",5,,,,\r\n"})
        CHECK(sheet.find(row) != std::string::npos);
}

TEST_CASE("a share in the sheet has its n and interval, half counts among them") {
    InsightReport report;
    report.self_service.success = plain_share(2.5, 10);
    const std::string sheet = to_csv(report);
    CHECK(sheet.find("\"self_service\",\"\",\"success\",2.5,10,0.2500,0.0809,0.5578\r\n") !=
          std::string::npos);
    CHECK(sheet.find("\"self_service\",\"\",\"responses\",0,0,,,\r\n") != std::string::npos);
}
