#include "tests/bench/sqlite_fts.h"

#include <stdexcept>

#include <sqlite3.h>

#include "indexer/text/tokens.h"

namespace firstline {

namespace {

void check(int code, sqlite3* database) {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
        throw std::runtime_error(std::string("SQLite: ") + sqlite3_errmsg(database));
}

sqlite3* opened(const std::filesystem::path& file) {
    sqlite3* database = nullptr;
    check(sqlite3_open(file.c_str(), &database), database);
    return database;
}

sqlite3_stmt* prepared(sqlite3* database, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(database, sql, -1, &statement, nullptr), database);
    return statement;
}

void bind(sqlite3_stmt* statement, int at, const std::string& text) {
    sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

}  // namespace

void SqliteFts::Close::operator()(sqlite3* database) const {
    sqlite3_close(database);
}

void SqliteFts::Close::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

void SqliteFts::index(const std::vector<PlainText>& texts, const std::filesystem::path& file) {
    const std::unique_ptr<sqlite3, Close> database(opened(file));
    const auto run = [&](const char* sql) {
        check(sqlite3_exec(database.get(), sql, nullptr, nullptr, nullptr), database.get());
    };
    run("CREATE VIRTUAL TABLE article USING fts5(title, text, tokenize='porter unicode61')");
    run("BEGIN");
    const std::unique_ptr<sqlite3_stmt, Close> insert(
        prepared(database.get(), "INSERT INTO article VALUES (?, ?)"));
    for (const auto& text : texts) {
        bind(insert.get(), 1, text.title);
        bind(insert.get(), 2, text.text);
        check(sqlite3_step(insert.get()), database.get());
        sqlite3_reset(insert.get());
    }
    run("COMMIT");
}

SqliteFts::SqliteFts(const std::filesystem::path& file)
    : database_(opened(file)),
      search_(prepared(database_.get(),
                       "SELECT title, snippet(article, 1, '<b>', '</b>', '...', 24) FROM article "
                       "WHERE article MATCH ? ORDER BY rank LIMIT 10")) {}

std::size_t SqliteFts::search(const std::string& query) {
    std::string words;
    for (const auto& token : tokens_of(query, false))
        words += (words.empty() ? "\"" : " OR \"") + token.word + '"';
    bind(search_.get(), 1, words);
    std::size_t bytes = 0;
    while (sqlite3_step(search_.get()) == SQLITE_ROW)
        bytes += static_cast<std::size_t>(sqlite3_column_bytes(search_.get(), 0) +
                                          sqlite3_column_bytes(search_.get(), 1));
    sqlite3_reset(search_.get());
    return bytes;
}

}  // namespace firstline
