#include "server/store/events.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "server/store/text_list.h"

namespace firstline {

namespace {

/// In the order of Event::Kind. These names stand in stores: none is ever changed.
constexpr auto kKinds =
    std::to_array<std::string_view>({"search", "view", "dwell", "suggestions-shown",
                                     "suggestion-opened", "door", "incident-joined"});

constexpr const char* kColumns =
    "at, kind, visitor, by_desk, query, topic, article, type, text_hash, rank, shown, total, sure,"
    " dwell, incident, signed_in";

Event::Kind kind_from(std::string_view name) {
    const auto* const found = std::find(kKinds.begin(), kKinds.end(), name);
    if (found == kKinds.end())
        throw StoreError("the store holds an event of an unknown kind: " + std::string{name});
    return static_cast<Event::Kind>(found - kKinds.begin());
}

Event event_of(const Statement& row) {
    return {.id = row.number(0),
            .kind = kind_from(row.text(2)),
            .at = row.moment(1),
            .visitor = row.text(3),
            .by_desk = row.number(4) != 0,
            .signed_in = row.number(16) != 0,
            .query = row.text(5),
            .topic = row.text(6),
            .article = row.text(7),
            .type = row.text(8),
            .text_hash = row.text(9),
            .rank = static_cast<unsigned>(row.number(10)),
            .shown = list_from_lines(row.text(11)),
            .total = static_cast<unsigned>(row.number(12)),
            .sure = row.number(13) != 0,
            .dwell = std::chrono::seconds{row.number(14)},
            .incident = row.text(15)};
}

std::vector<Event> events_of(Statement& select) {
    std::vector<Event> events;
    while (select.step())
        events.push_back(event_of(select));
    return events;
}

}  // namespace

std::string_view name_of(Event::Kind kind) {
    return kKinds.at(static_cast<std::size_t>(kind));
}

void EventTable::add(std::span<const Event> events) {
    Transaction transaction(connection_);
    Statement insert(connection_, std::string{"INSERT INTO events ("} + kColumns +
                                      ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
                                      " ?13, ?14, ?15, ?16)");
    for (const Event& event : events)
        insert.bind(1, event.at)
            .bind(2, name_of(event.kind))
            .bind(3, event.visitor)
            .bind(4, std::int64_t{event.by_desk})
            .bind(5, event.query)
            .bind(6, event.topic)
            .bind(7, event.article)
            .bind(8, event.type)
            .bind(9, event.text_hash)
            .bind(10, std::int64_t{event.rank})
            .bind(11, to_lines(event.shown))
            .bind(12, std::int64_t{event.total})
            .bind(13, std::int64_t{event.sure})
            .bind(14, std::int64_t{event.dwell.count()})
            .bind(15, event.incident)
            .bind(16, std::int64_t{event.signed_in})
            .run();
    transaction.commit();
}

std::vector<Event> EventTable::between(std::chrono::sys_seconds from,
                                       std::chrono::sys_seconds until) {
    Statement select(connection_, std::string{"SELECT id, "} + kColumns +
                                      " FROM events WHERE at >= ?1 AND at < ?2 ORDER BY at, id");
    select.bind(1, from).bind(2, until);
    return events_of(select);
}

std::vector<Event> EventTable::of(std::string_view visitor, std::chrono::sys_seconds from) {
    Statement select(connection_,
                     std::string{"SELECT id, "} + kColumns +
                         " FROM events WHERE visitor = ?1 AND at >= ?2 ORDER BY at, id");
    select.bind(1, visitor).bind(2, from);
    return events_of(select);
}

std::vector<Event> EventTable::of_readers(std::string_view article, std::chrono::sys_seconds from) {
    // The inner conditions are those of the index events_views, which holds all that it reads.
    Statement select(connection_,
                     std::string{"SELECT id, "} + kColumns +
                         " FROM events WHERE at >= ?2 AND visitor IN (SELECT visitor FROM events"
                         " WHERE at >= ?2 AND article = ?1 AND kind = 'view' AND by_desk = 0)"
                         " ORDER BY at, id");
    select.bind(1, article).bind(2, from);
    return events_of(select);
}

std::size_t EventTable::purge(std::chrono::sys_seconds before) {
    Statement(connection_, "DELETE FROM events WHERE at < ?1").bind(1, before).run();
    return static_cast<std::size_t>(connection_.changed());
}

}  // namespace firstline
