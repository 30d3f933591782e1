#include "server/store/api_tokens.h"

#include "server/store/text_list.h"

namespace firstline {

namespace {

constexpr const char* kSelect =
    "SELECT t.id, t.name, a.name, t.role, t.scopes, t.created_at, t.expires_at, t.last_used_at,"
    " t.revoked_at FROM api_tokens t LEFT JOIN accounts a ON a.id = t.account ";

ApiToken token_of(const Statement& row) {
    return {.id = row.number(0),
            .name = row.text(1),
            .account = row.text(2),
            .role = row.text(3),
            .scopes = list_from_column(row.text(4)),
            .created = row.moment(5),
            .expires = row.moment(6),
            .last_used = row.optional_moment(7),
            .revoked = row.optional_moment(8)};
}

std::optional<ApiToken> only(Statement& select) {
    if (!select.step())
        return std::nullopt;
    return token_of(select);
}

}  // namespace

bool ApiTokenTable::add(const ApiToken& token, std::string_view token_hash) {
    Statement(connection_,
              "INSERT INTO api_tokens"
              " (name, token_hash, account, role, scopes, created_at, expires_at)"
              " VALUES (?1, ?2, (SELECT id FROM accounts WHERE name = ?3), nullif(?4, ''), ?5,"
              " ?6, ?7) ON CONFLICT (name) DO NOTHING")
        .bind(1, token.name)
        .bind(2, token_hash)
        .bind(3, token.account)
        .bind(4, token.role)
        .bind(5, to_column(token.scopes))
        .bind(6, token.created)
        .bind(7, token.expires)
        .run();
    return connection_.changed() == 1;
}

std::optional<ApiToken> ApiTokenTable::find(std::string_view token_hash) {
    Statement select(connection_, std::string{kSelect} + "WHERE t.token_hash = ?1");
    return only(select.bind(1, token_hash));
}

std::optional<ApiToken> ApiTokenTable::named(std::string_view name) {
    Statement select(connection_, std::string{kSelect} + "WHERE t.name = ?1");
    return only(select.bind(1, name));
}

std::vector<ApiToken> ApiTokenTable::all() {
    Statement select(connection_, std::string{kSelect} + "ORDER BY t.name");
    std::vector<ApiToken> tokens;
    while (select.step())
        tokens.push_back(token_of(select));
    return tokens;
}

void ApiTokenTable::set_last_used(std::int64_t id, std::chrono::sys_seconds when) {
    Statement(connection_, "UPDATE api_tokens SET last_used_at = ?2 WHERE id = ?1")
        .bind(1, id)
        .bind(2, when)
        .run();
}

bool ApiTokenTable::revoke(std::string_view name, std::chrono::sys_seconds when) {
    Statement(connection_,
              "UPDATE api_tokens SET revoked_at = ?2 WHERE name = ?1 AND revoked_at IS NULL")
        .bind(1, name)
        .bind(2, when)
        .run();
    return connection_.changed() == 1;
}

}  // namespace firstline
