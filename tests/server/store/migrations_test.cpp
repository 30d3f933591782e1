#include "server/store/migrations.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "server/store/store.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

/// A store as the first program to have one left it, with a pair.
void write_first_schema(const std::filesystem::path& file) {
    Connection connection(file, Connection::Open::create);
    connection.run(R"(
        CREATE TABLE learned_pairs (
            id INTEGER PRIMARY KEY AUTOINCREMENT, question TEXT NOT NULL, normalised TEXT NOT NULL,
            article TEXT NOT NULL, source TEXT NOT NULL, first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL, count INTEGER NOT NULL,
            contradicted INTEGER NOT NULL DEFAULT 0, UNIQUE (normalised, article, source)) STRICT;
        CREATE INDEX learned_pairs_by_article ON learned_pairs (article);
        INSERT INTO learned_pairs VALUES (7, 'Old?', 'old', 'kb1', 'import', 10, 20, 3, 1);
        PRAGMA application_id = 0x464C7374;
        PRAGMA user_version = 1;)");
}

}  // namespace

TEST_CASE("a new store has the newest schema") {
    const TemporaryFolder folder;
    const Store store(folder.path() / "new.db");
    Connection connection(folder.path() / "new.db", Connection::Open::existing);
    CHECK(connection.number("PRAGMA user_version") == newest_schema());
}

TEST_CASE("a store of the first schema keeps what it holds") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "old.db";
    write_first_schema(file);
    Store store(file);
    const auto pairs = store.learned();
    REQUIRE(pairs.size() == 1);
    CHECK(pairs[0].id == 7);
    CHECK(pairs[0].question == "Old?");
    CHECK(pairs[0].article == "kb1");
    CHECK(pairs[0].last == std::chrono::sys_seconds{std::chrono::seconds{20}});
    CHECK(pairs[0].count == 3);
    CHECK(pairs[0].contradicted == 1);
}

TEST_CASE("a store of a newer program is refused and left as it is") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "newer.db";
    write_first_schema(file);
    Connection connection(file, Connection::Open::existing);
    connection.run(fmt::format("PRAGMA user_version = {}", newest_schema() + 1));
    CHECK_THROWS_WITH_AS(Store{file}, doctest::Contains("was written by a newer kb-server"),
                         StoreError);
    CHECK(connection.number("PRAGMA user_version") == newest_schema() + 1);
    CHECK(connection.number("SELECT count(*) FROM learned_pairs") == 1);
}

TEST_CASE("a file of another program is refused and left as it is") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "other.db";
    Connection other(file, Connection::Open::create);
    other.run("CREATE TABLE theirs (x)");
    CHECK_THROWS_WITH_AS(Store{file}, doctest::Contains("of another program"), StoreError);
    CHECK(other.number("SELECT count(*) FROM sqlite_schema") == 1);

    folder.write("text.db", "This is no database at all, but it is long enough to be asked.");
    CHECK_THROWS_WITH_AS(Store{folder.path() / "text.db"}, doctest::Contains("text.db"),
                         StoreError);
}

TEST_CASE("a migration that fails leaves nothing behind") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "half.db";
    Connection connection(file, Connection::Open::create);
    // Ours by its mark and still empty, but for a table that is in the way of the first migration.
    connection.run("PRAGMA application_id = 0x464C7374; CREATE TABLE learned_pairs (x);");
    CHECK_THROWS_AS(migrate(connection), StoreError);
    CHECK(connection.number("PRAGMA user_version") == 0);
    connection.run("DROP TABLE learned_pairs");
    migrate(connection);
    CHECK(connection.number("PRAGMA user_version") == newest_schema());
}
