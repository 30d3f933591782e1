#include "server/store/migrations.h"

#include <array>

#include <fmt/format.h>

namespace firstline {

namespace {

/// Says whose file it is; SQLite keeps it in the head of the file. "FLst".
constexpr std::int64_t kApplicationId = 0x464C7374;

/// Migration n leads from schema n to n + 1. What stands here is never changed again: it has run on
/// other people's data. A change is a new row.
constexpr auto kMigrations = std::to_array<const char*>({
    // What people typed and the article that solved it. Times are seconds since 1970, UTC.
    R"(CREATE TABLE learned_pairs (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           question TEXT NOT NULL,
           normalised TEXT NOT NULL,
           article TEXT NOT NULL,
           source TEXT NOT NULL,
           first_at INTEGER NOT NULL,
           last_at INTEGER NOT NULL,
           count INTEGER NOT NULL,
           contradicted INTEGER NOT NULL DEFAULT 0,
           UNIQUE (normalised, article, source)
       ) STRICT;
       CREATE INDEX learned_pairs_by_article ON learned_pairs (article);)",
    // Who may sign in and what they did. Of secrets only hashes are kept: argon2id of passwords,
    // SHA-256 of tokens, which are too long to be guessed. Lists are joined by commas.
    R"(CREATE TABLE accounts (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           name TEXT NOT NULL UNIQUE,
           password TEXT NOT NULL,
           role TEXT NOT NULL CHECK (role IN ('employee', 'agent', 'writer', 'lead', 'admin')),
           groups TEXT NOT NULL,
           disabled INTEGER NOT NULL DEFAULT 0,
           created_at INTEGER NOT NULL,
           password_changed_at INTEGER NOT NULL
       ) STRICT;
       CREATE TABLE sessions (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           token_hash TEXT NOT NULL UNIQUE,
           account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
           created_at INTEGER NOT NULL,
           last_seen_at INTEGER NOT NULL,
           expires_at INTEGER NOT NULL,
           user_agent TEXT NOT NULL
       ) STRICT;
       CREATE INDEX sessions_by_account ON sessions (account);
       CREATE TABLE api_tokens (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           name TEXT NOT NULL UNIQUE,
           token_hash TEXT NOT NULL UNIQUE,
           account INTEGER REFERENCES accounts (id) ON DELETE CASCADE,
           role TEXT CHECK (role IN ('employee', 'agent', 'writer', 'lead', 'admin')),
           scopes TEXT NOT NULL,
           created_at INTEGER NOT NULL,
           expires_at INTEGER NOT NULL,
           last_used_at INTEGER,
           revoked_at INTEGER,
           CHECK ((account IS NULL) <> (role IS NULL))
       ) STRICT;
       CREATE TABLE sign_in_attempts (
           account TEXT NOT NULL,
           network TEXT NOT NULL,
           failures INTEGER NOT NULL,
           last_at INTEGER NOT NULL,
           succeeded_at INTEGER,
           PRIMARY KEY (account, network)
       ) STRICT;
       CREATE INDEX sign_in_attempts_by_time ON sign_in_attempts (last_at);
       CREATE TABLE audit_trail (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           at INTEGER NOT NULL,
           who TEXT NOT NULL,
           what TEXT NOT NULL,
           about TEXT NOT NULL,
           address TEXT NOT NULL
       ) STRICT;)",
});

/// The schema of a store that is ours to use; 0 for an empty file. Throws StoreError otherwise.
std::int64_t checked_schema(Connection& connection) {
    // In this order: another process may finish its migration between two of these.
    const bool empty = connection.number("SELECT count(*) FROM sqlite_schema") == 0;
    const auto owner = connection.number("PRAGMA application_id");
    const auto schema = connection.number("PRAGMA user_version");
    if (owner != kApplicationId && !empty)
        throw StoreError(
            fmt::format("{} is a database of another program; name another file with "
                        "--store",
                        connection.file().string()));
    if (schema > newest_schema())
        throw StoreError(
            fmt::format("the store {} was written by a newer kb-server (schema {}; this one knows "
                        "{}): run that one, or name another file with --store",
                        connection.file().string(), schema, newest_schema()));
    return schema;
}

}  // namespace

int newest_schema() {
    return static_cast<int>(kMigrations.size());
}

void migrate(Connection& connection) {
    if (checked_schema(connection) == newest_schema())
        return;
    Transaction transaction(connection);
    // Read again: another process may have migrated while we waited for the lock.
    const auto from = checked_schema(connection);
    for (auto next = from; next < newest_schema(); ++next)
        connection.run(kMigrations.at(static_cast<std::size_t>(next)));
    connection.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};",
                               kApplicationId, newest_schema()));
    transaction.commit();
}

}  // namespace firstline
