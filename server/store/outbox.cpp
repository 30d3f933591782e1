#include "server/store/outbox.h"

namespace firstline {

namespace {

constexpr const char* kSelect =
    "SELECT id, kind, key, ticket, payload, created_at, next_at, attempts, last_error,"
    " delivered_at, dead_at FROM outbox ";
constexpr const char* kWaits = "delivered_at IS NULL AND dead_at IS NULL";

OutboxItem item_of(const Statement& row) {
    OutboxItem item{.id = row.number(0),
                    .kind = row.text(1),
                    .key = row.text(2),
                    .ticket = std::nullopt,
                    .payload = row.text(4),
                    .created = row.moment(5),
                    .next = row.moment(6),
                    .attempts = static_cast<unsigned>(row.number(7)),
                    .last_error = row.text(8),
                    .delivered = row.optional_moment(9),
                    .dead = row.optional_moment(10)};
    if (const auto ticket = row.number(3); ticket != 0)
        item.ticket = ticket;
    return item;
}

std::vector<OutboxItem> items_of(Statement& select) {
    std::vector<OutboxItem> items;
    while (select.step())
        items.push_back(item_of(select));
    return items;
}

}  // namespace

bool OutboxTable::add(const OutboxItem& item) {
    Statement(connection_,
              "INSERT OR IGNORE INTO outbox (kind, key, ticket, payload, created_at, next_at)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?5)")
        .bind(1, item.kind)
        .bind(2, item.key)
        .bind_optional(3, item.ticket)
        .bind(4, item.payload)
        .bind(5, item.created)
        .run();
    return connection_.changed() == 1;
}

std::vector<OutboxItem> OutboxTable::due(std::chrono::sys_seconds now, unsigned most) {
    Statement select(connection_, std::string{kSelect} + "WHERE next_at <= ?1 AND " + kWaits +
                                      " ORDER BY next_at, id LIMIT ?2");
    select.bind(1, now).bind(2, std::int64_t{most});
    return items_of(select);
}

std::optional<std::chrono::sys_seconds> OutboxTable::next_due() {
    Statement select(connection_, std::string{"SELECT min(next_at) FROM outbox WHERE "} + kWaits);
    return select.step() ? select.optional_moment(0) : std::nullopt;
}

void OutboxTable::set_delivered(std::int64_t id, std::chrono::sys_seconds when) {
    Statement(connection_,
              "UPDATE outbox SET delivered_at = ?2, attempts = attempts + 1, last_error = '',"
              " dead_at = NULL WHERE id = ?1")
        .bind(1, id)
        .bind(2, when)
        .run();
}

void OutboxTable::set_failed(std::int64_t id, std::string_view error,
                             std::chrono::sys_seconds next) {
    Statement(connection_,
              "UPDATE outbox SET attempts = attempts + 1, last_error = ?2, next_at = ?3"
              " WHERE id = ?1")
        .bind(1, id)
        .bind(2, error)
        .bind(3, next)
        .run();
}

void OutboxTable::set_dead(std::int64_t id, std::string_view error, std::chrono::sys_seconds when) {
    Statement(connection_,
              "UPDATE outbox SET attempts = attempts + 1, last_error = ?2, dead_at = ?3"
              " WHERE id = ?1")
        .bind(1, id)
        .bind(2, error)
        .bind(3, when)
        .run();
}

std::size_t OutboxTable::revive(std::optional<std::int64_t> id, std::chrono::sys_seconds now) {
    Statement(connection_,
              "UPDATE outbox SET dead_at = NULL, attempts = 0, next_at = ?2"
              " WHERE dead_at IS NOT NULL AND (?1 IS NULL OR id = ?1)")
        .bind_optional(1, id)
        .bind(2, now)
        .run();
    return static_cast<std::size_t>(connection_.changed());
}

std::vector<OutboxItem> OutboxTable::dead() {
    Statement select(connection_,
                     std::string{kSelect} + "WHERE dead_at IS NOT NULL ORDER BY dead_at, id");
    return items_of(select);
}

OutboxHealth OutboxTable::health() {
    OutboxHealth health;
    Statement counts(connection_,
                     "SELECT count(*) FILTER (WHERE delivered_at IS NULL AND dead_at IS NULL),"
                     " count(*) FILTER (WHERE dead_at IS NOT NULL),"
                     " min(created_at) FILTER (WHERE delivered_at IS NULL AND dead_at IS NULL),"
                     " max(delivered_at) FROM outbox");
    if (counts.step()) {
        health.waiting = static_cast<std::uint64_t>(counts.number(0));
        health.dead = static_cast<std::uint64_t>(counts.number(1));
        health.oldest_waiting = counts.optional_moment(2);
        health.last_delivered = counts.optional_moment(3);
    }
    Statement error(connection_,
                    "SELECT last_error FROM outbox WHERE delivered_at IS NULL AND last_error <> ''"
                    " ORDER BY id DESC LIMIT 1");
    if (error.step())
        health.last_error = error.text(0);
    return health;
}

}  // namespace firstline
