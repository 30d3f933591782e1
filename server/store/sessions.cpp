#include "server/store/sessions.h"

namespace firstline {

namespace {

constexpr const char* kSelect =
    "SELECT id, account, created_at, last_seen_at, expires_at, user_agent FROM sessions ";

Session session_of(const Statement& row) {
    return {.id = row.number(0),
            .account = row.number(1),
            .created = row.moment(2),
            .last_seen = row.moment(3),
            .expires = row.moment(4),
            .user_agent = row.text(5)};
}

}  // namespace

void SessionTable::add(const Session& session, std::string_view token_hash) {
    Statement(connection_,
              "INSERT INTO sessions"
              " (token_hash, account, created_at, last_seen_at, expires_at, user_agent)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(1, token_hash)
        .bind(2, session.account)
        .bind(3, session.created)
        .bind(4, session.last_seen)
        .bind(5, session.expires)
        .bind(6, session.user_agent)
        .run();
}

std::optional<Session> SessionTable::find(std::string_view token_hash) {
    Statement select(connection_, std::string{kSelect} + "WHERE token_hash = ?1");
    if (!select.bind(1, token_hash).step())
        return std::nullopt;
    return session_of(select);
}

std::vector<Session> SessionTable::of(std::int64_t account) {
    Statement select(connection_, std::string{kSelect} +
                                      "WHERE account = ?1 ORDER BY last_seen_at DESC, id DESC");
    select.bind(1, account);
    std::vector<Session> sessions;
    while (select.step())
        sessions.push_back(session_of(select));
    return sessions;
}

void SessionTable::set_last_seen(std::int64_t id, std::chrono::sys_seconds when) {
    Statement(connection_, "UPDATE sessions SET last_seen_at = ?2 WHERE id = ?1")
        .bind(1, id)
        .bind(2, when)
        .run();
}

bool SessionTable::remove(std::int64_t account, std::int64_t id) {
    Statement(connection_, "DELETE FROM sessions WHERE account = ?1 AND id = ?2")
        .bind(1, account)
        .bind(2, id)
        .run();
    return connection_.changed() == 1;
}

std::size_t SessionTable::remove_all(std::int64_t account) {
    Statement(connection_, "DELETE FROM sessions WHERE account = ?1").bind(1, account).run();
    return static_cast<std::size_t>(connection_.changed());
}

void SessionTable::remove_ended(std::chrono::sys_seconds idle_since, std::chrono::sys_seconds now) {
    Statement(connection_, "DELETE FROM sessions WHERE last_seen_at < ?1 OR expires_at <= ?2")
        .bind(1, idle_since)
        .bind(2, now)
        .run();
}

}  // namespace firstline
