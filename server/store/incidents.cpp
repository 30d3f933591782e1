#include "server/store/incidents.h"

#include "server/store/text_list.h"

namespace firstline {

namespace {

constexpr const char* kSelect =
    "SELECT key, title, text, words, link, from_at, until_at, source FROM incidents ";

Incident incident_of(const Statement& row) {
    return {.key = row.text(0),
            .title = row.text(1),
            .text = row.text(2),
            .words = list_from_column(row.text(3)),
            .link = row.text(4),
            .from = row.moment(5),
            .until = row.optional_moment(6),
            .source = row.text(7)};
}

std::vector<Incident> incidents_of(Statement& select) {
    std::vector<Incident> incidents;
    while (select.step())
        incidents.push_back(incident_of(select));
    return incidents;
}

}  // namespace

void IncidentTable::put(const Incident& incident) {
    Statement(connection_,
              "INSERT OR REPLACE INTO incidents"
              " (key, title, text, words, link, from_at, until_at, source)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        .bind(1, incident.key)
        .bind(2, incident.title)
        .bind(3, incident.text)
        .bind(4, to_column(incident.words))
        .bind(5, incident.link)
        .bind(6, incident.from)
        .bind_optional(7, incident.until)
        .bind(8, incident.source)
        .run();
}

std::optional<Incident> IncidentTable::find(std::string_view key) {
    Statement select(connection_, std::string{kSelect} + "WHERE key = ?1");
    if (!select.bind(1, key).step())
        return std::nullopt;
    return incident_of(select);
}

bool IncidentTable::end(std::string_view key, std::chrono::sys_seconds when) {
    Statement(connection_,
              "UPDATE incidents SET until_at = ?2"
              " WHERE key = ?1 AND (until_at IS NULL OR until_at > ?2)")
        .bind(1, key)
        .bind(2, when)
        .run();
    return connection_.changed() == 1;
}

std::vector<Incident> IncidentTable::open(std::chrono::sys_seconds when) {
    Statement select(connection_, std::string{kSelect} +
                                      "WHERE from_at <= ?1 AND (until_at IS NULL OR until_at > ?1)"
                                      " ORDER BY from_at DESC, key");
    select.bind(1, when);
    return incidents_of(select);
}

std::vector<Incident> IncidentTable::all() {
    Statement select(connection_, std::string{kSelect} + "ORDER BY from_at DESC, key");
    return incidents_of(select);
}

bool IncidentTable::join(const IncidentJoin& join) {
    Transaction transaction(connection_);
    bool known = false;
    if (join.visitor) {
        Statement select(connection_,
                         "SELECT 1 FROM incident_joins WHERE incident = ?1 AND visitor = ?2");
        known = select.bind(1, join.incident).bind(2, *join.visitor).step();
    }
    Statement(connection_,
              "INSERT INTO incident_joins (incident, title, visitor, email, at)"
              " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (incident, visitor) DO UPDATE SET"
              // Who joins a second time without an address does not take back the first.
              " email = CASE WHEN ?4 = '' THEN email ELSE ?4 END,"
              " told_at = CASE WHEN ?4 = '' THEN told_at END")
        .bind(1, join.incident)
        .bind(2, join.title)
        .bind_optional(3, join.visitor)
        .bind(4, join.email)
        .bind(5, join.at)
        .run();
    transaction.commit();
    return !known;
}

std::uint64_t IncidentTable::joined(std::string_view key, std::chrono::sys_seconds from) {
    Statement select(connection_,
                     "SELECT count(*) FROM incident_joins WHERE incident = ?1 AND at >= ?2");
    return select.bind(1, key).bind(2, from).step() ? static_cast<std::uint64_t>(select.number(0))
                                                    : 0;
}

std::vector<IncidentJoin> IncidentTable::to_tell() {
    Statement select(connection_,
                     "SELECT id, incident, title, visitor, email, at, told_at FROM incident_joins"
                     " WHERE email <> '' AND told_at IS NULL ORDER BY id");
    std::vector<IncidentJoin> joins;
    while (select.step())
        joins.push_back({.id = select.number(0),
                         .incident = select.text(1),
                         .title = select.text(2),
                         .visitor = select.optional_text(3),
                         .email = select.text(4),
                         .at = select.moment(5),
                         .told = select.optional_moment(6)});
    return joins;
}

void IncidentTable::set_told(std::int64_t join, std::chrono::sys_seconds when) {
    Statement(connection_, "UPDATE incident_joins SET told_at = ?2 WHERE id = ?1")
        .bind(1, join)
        .bind(2, when)
        .run();
}

}  // namespace firstline
