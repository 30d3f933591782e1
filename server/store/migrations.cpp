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
