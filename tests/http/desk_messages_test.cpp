// What the desk's system and the monitoring tell: taken signed, and only then.

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server/http/openapi.h"
#include "server/store/incidents.h"
#include "server/store/tickets.h"
#include "server/tickets/signed_message.h"
#include "tests/http/json_schema.h"
#include "tests/http/served_kb.h"
#include "tests/support/tickets.h"

using namespace firstline;
using namespace std::chrono_literals;
using Json = nlohmann::json;

namespace {

constexpr const char* kSecret = "a secret of the desk";
constexpr const char* kTickets = "/api/v1/desk/tickets";
constexpr const char* kIncidents = "/api/v1/desk/incidents";
constexpr const char* kSolved =
    R"({"id": "1", "event": "solved", "reference": "FL-1", "article": "KB0001",
        "at": "2026-03-12T11:00:00Z"})";
constexpr const char* kAlert =
    R"({"status": "firing", "alerts": [{"status": "firing", "fingerprint": "abc",
        "annotations": {"summary": "Wifi is down", "words": "wifi"}}]})";

ServedWith with_secret() {
    ServedWith with;
    with.desk_secret = kSecret;
    return with;
}

Received tell(const ServedKb& kb, const std::string& path, const std::string& body,
              const Headers& headers) {
    Headers all = headers;
    all.emplace_back("Content-Type", "application/json");
    all.emplace_back("Content-Length", std::to_string(body.size()));
    return fetch(kb.port(), path, all, "POST", body);
}

Headers signed_at(std::chrono::sys_seconds when, const std::string& body,
                  const std::string& secret = kSecret) {
    return {{"Firstline-Timestamp", std::to_string(when.time_since_epoch().count())},
            {"Firstline-Signature", signature_of(secret, when, body)}};
}

Received tell_signed(const ServedKb& kb, const std::string& path, const std::string& body) {
    return tell(kb, path, body, signed_at(ServedKb::kNoon, body));
}

void add_ticket(ServedKb& kb) {
    TicketTable(*kb.listening().store()).add(ticket_with("FL-1", ServedKb::kNoon - 2h), {});
}

/// What openapi.json has to say against an answer; empty if nothing.
std::string contract_error(const std::string& path, const Received& answer) {
    const Json description = Json::parse(kOpenApi);
    Json response = description["paths"][path]["post"]["responses"].value(
        std::to_string(answer.status), Json());
    if (response.is_null())
        return "status " + std::to_string(answer.status) + " is not described";
    if (response.contains("$ref"))
        response =
            description.at(Json::json_pointer(response["$ref"].get<std::string>().substr(1)));
    return schema_error(Json::parse(answer.body),
                        response["content"][answer.header("content-type")]["schema"], description);
}

}  // namespace

TEST_CASE("a signed message of the desk solves its ticket, and twice is once") {
    ServedKb kb(with_secret());
    add_ticket(kb);
    for (int i = 0; i < 2; ++i) {
        const auto answer = tell_signed(kb, kTickets, kSolved);
        CHECK(answer.status == 200);
        CHECK(contract_error(kTickets, answer) == "");
    }
    const auto lease = kb.listening().store();
    TicketTable tickets(*lease);
    const auto ticket = tickets.by_reference("FL-1");
    CHECK(ticket->state == Ticket::State::solved);
    CHECK(ticket->solved_by == "KB0001");
    CHECK(ticket->solved == ServedKb::kNoon - 1h);
    CHECK(tickets.notes(ticket->id).size() == 1);
}

TEST_CASE("a message that is not signed, or not now, or not with our secret, is not taken") {
    ServedKb kb(with_secret());
    add_ticket(kb);
    const auto now = ServedKb::kNoon;
    for (const char* path : {kTickets, kIncidents}) {
        const std::string body = path == kTickets ? kSolved : kAlert;
        for (const Headers& headers :
             {Headers{}, signed_at(now, body + " "), signed_at(now, body, "another secret here"),
              signed_at(now - 6min, body), signed_at(now + 6min, body),
              Headers{{"Firstline-Signature", signature_of(kSecret, now, body)}}}) {
            const auto answer = tell(kb, path, body, headers);
            CHECK(answer.status == 401);
            CHECK(answer.header("content-type") == "application/problem+json");
            CHECK(contract_error(path, answer) == "");
        }
    }
    CHECK(tell(kb, kTickets, kSolved, signed_at(now - 6min, kSolved)).body.find("5 minutes") !=
          std::string::npos);
    const auto lease = kb.listening().store();
    CHECK(TicketTable(*lease).by_reference("FL-1")->state == Ticket::State::accepted);
    CHECK(IncidentTable(*lease).all().empty());
}

TEST_CASE("without a secret no message is taken, not even one signed with none") {
    const ServedKb kb;
    CHECK(tell(kb, kTickets, kSolved, signed_at(ServedKb::kNoon, kSolved, "")).status == 401);
    CHECK(tell_signed(kb, kTickets, kSolved).status == 401);
}

TEST_CASE("a message that cannot be used is told what it lacks") {
    ServedKb kb(with_secret());
    for (const auto& [path, body, status] :
         {std::tuple{kTickets, "{", 400}, std::tuple{kTickets, R"({"event": "burnt"})", 400},
          std::tuple{kTickets, kSolved, 404}, std::tuple{kIncidents, "[]", 400},
          std::tuple{kIncidents, R"({"alerts": [{}]})", 400}}) {
        CAPTURE(body);
        const auto answer = tell_signed(kb, path, body);
        CHECK(answer.status == status);
        CHECK(answer.header("content-type") == "application/problem+json");
        CHECK(contract_error(path, answer) == "");
    }
}

TEST_CASE("an alert is a known incident in the next search, and gone when it is resolved") {
    ServedKb kb(with_secret());
    const auto seen = [&] { return holds(kb.get("/search?q=wifi"), "Wifi is down"); };
    CHECK_FALSE(seen());
    const auto answer = tell_signed(kb, kIncidents, kAlert);
    CHECK(answer.status == 200);
    CHECK(contract_error(kIncidents, answer) == "");
    CHECK(seen());
    std::string resolved = kAlert;
    const std::string firing = R"([{"status": "firing")";
    resolved.replace(resolved.find(firing), firing.size(), R"([{"status": "resolved")");
    CHECK(tell_signed(kb, kIncidents, resolved).status == 200);
    CHECK_FALSE(seen());
}

TEST_CASE("a token of the scope administer stands for a signature, and no other does") {
    ServedKb kb(with_secret());
    kb.add_account("root", "admin");
    const auto as = [&](const std::string& token) {
        return tell(kb, kIncidents, kAlert, {{"Authorization", "Bearer " + token}}).status;
    };
    CHECK(as(kb.add_token("root", {"read", "report"})) == 403);
    CHECK(as(kb.add_token("root", {"administer"})) == 200);
}
