#include "server/tickets/alerts.h"

#include <doctest/doctest.h>

#include "server/tickets/desk_events.h"
#include "server/tickets/moments.h"
#include "tests/server/tickets/outbox_sample.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

const auto kNow = parse_rfc3339("2026-11-22T10:00:00Z").value();

constexpr const char* kFiring = R"({"version": "4", "status": "firing", "alerts": [
    {"status": "firing", "fingerprint": "c0ffee1234567890",
     "labels": {"alertname": "MailQueueLong", "severity": "page"},
     "annotations": {"summary": "E-mail arrives late", "description": "Up to 40 minutes.",
                     "runbook_url": "https://wiki.example.com/mail",
                     "words": "mail late, e-mail delayed,"},
     "startsAt": "2026-11-22T09:40:00.123Z", "endsAt": "0001-01-01T00:00:00Z",
     "generatorURL": "https://prometheus.example.com"}]})";

std::string with(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

const std::string kResolved =
    with(with(kFiring, R"({"status": "firing", "fi)", R"({"status": "resolved", "fi)"),
         "0001-01-01T00:00:00Z", "2026-11-22T09:59:00Z");

}  // namespace

TEST_CASE("an alert becomes a known incident, and ends when it is resolved") {
    OutboxSample desk;
    IncidentTable incidents(desk.store.connection());
    apply_alerts(alerts_from(kFiring, kNow), desk.store.connection());
    auto open = incidents.open(kNow);
    REQUIRE(open.size() == 1);
    CHECK(open[0].key == "alert-c0ffee1234567890");
    CHECK(open[0].title == "E-mail arrives late");
    CHECK(open[0].text == "Up to 40 minutes.");
    CHECK(open[0].words == std::vector<std::string>{"mail late", "e-mail delayed"});
    CHECK(open[0].link == "https://wiki.example.com/mail");
    CHECK(rfc3339(open[0].from) == "2026-11-22T09:40:00Z");
    apply_alerts(alerts_from(kFiring, kNow + 5min), desk.store.connection());
    CHECK(incidents.open(kNow + 5min).size() == 1);
    apply_alerts(alerts_from(kResolved, kNow), desk.store.connection());
    CHECK(incidents.open(kNow).empty());
    CHECK(incidents.find("alert-c0ffee1234567890")->until == kNow - 1min);
    apply_alerts(alerts_from(kResolved, kNow), desk.store.connection());
    CHECK(incidents.all().size() == 1);
}

TEST_CASE("an alert that is never resolved is over by itself") {
    CHECK(alerts_from(kFiring, kNow).at(0).incident.until == kNow + 24h);
    const auto ends = with(kFiring, "0001-01-01T00:00:00Z", "2026-11-22T12:00:00Z");
    CHECK(alerts_from(ends, kNow).at(0).incident.until == kNow + 2h);
    const auto ended = with(kFiring, "0001-01-01T00:00:00Z", "2026-11-22T09:00:00Z");
    CHECK(alerts_from(ended, kNow).at(0).incident.until == kNow + 24h);
}

TEST_CASE("what an alert does not say is made of what it does") {
    const auto alert =
        alerts_from(R"({"alerts": [{"status": "firing", "labels": {"alertname": "DiskFull"},
            "annotations": {"runbook_url": "javascript:alert`1`", "description": 7},
            "startsAt": "2999-01-01T00:00:00Z", "fingerprint": "../x"}]})",
                    kNow)
            .at(0);
    CHECK(alert.incident.title == "DiskFull");
    CHECK(alert.incident.link.empty());
    CHECK(alert.incident.text.empty());
    CHECK(alert.incident.from == kNow);
    CHECK(alert.incident.key.size() == 22);
    const auto bare = alerts_from(R"({"alerts": [{"status": "firing"}]})", kNow).at(0);
    CHECK(bare.incident.title == "Something does not work");
    CHECK(bare.incident.key != alert.incident.key);
}

TEST_CASE("what is no list of alerts is refused with the reason") {
    for (const char* json : {"", "[]", "{}", R"({"alerts": 1})", R"({"alerts": [1]})",
                             R"({"alerts": [{}]})", R"({"alerts": [{"status": "burning"}]})"}) {
        CAPTURE(json);
        CHECK_THROWS_AS(alerts_from(json, kNow), BadDeskMessage);
    }
    std::string many = R"({"alerts": [)";
    for (int i = 0; i < 101; ++i)
        many += std::string(i > 0 ? "," : "") + R"({"status": "firing"})";
    CHECK_THROWS_AS(alerts_from(many + "]}", kNow), BadDeskMessage);
    CHECK(alerts_from(R"({"alerts": []})", kNow).empty());
}
