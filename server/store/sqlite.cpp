#include "server/store/sqlite.h"

#include <chrono>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

namespace firstline {

namespace {

/// Longer than any of our transactions. SQLite's own way of waiting sleeps up to 100 ms between
/// looks and loses to a writer that commits without pause; looking often is fair enough.
constexpr int kMostLooks = 10'000;
constexpr std::chrono::microseconds kBetweenLooks{500};

int wait_for_others(void*, int looks) {
    if (looks >= kMostLooks)
        return 0;
    std::this_thread::sleep_for(kBetweenLooks);
    return 1;
}

/// SQLite would make it for everybody to read; its companions get the mode that it has.
void make_private(const std::filesystem::path& file) {
    // Only if it is new: to open and close a file that SQLite uses would drop its locks.
    const int made = ::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (made >= 0)
        ::close(made);
}

}  // namespace

void Connection::Closer::operator()(sqlite3* database) const {
    sqlite3_close(database);
}

Connection::Connection(const std::filesystem::path& file, Open how) : file_(file) {
    if (how == Open::create)
        make_private(file);
    sqlite3* database = nullptr;
    // Each thread that asks has a connection of its own or a lock around it.
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                      (how == Open::create ? SQLITE_OPEN_CREATE : 0);
    const int result = sqlite3_open_v2(file.c_str(), &database, flags, nullptr);
    database_.reset(database);
    if (result != SQLITE_OK)
        fail("cannot be opened");
    sqlite3_extended_result_codes(database, 1);
    sqlite3_busy_handler(database, wait_for_others, nullptr);
    run("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
}

Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

void Connection::fail(std::string_view what) const {
    throw StoreError(fmt::format("the store {} {}: {}", file_.string(), what,
                                 database_ ? sqlite3_errmsg(database_.get()) : "out of memory"));
}

void Connection::run(const std::string& sql) {
    if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        fail("cannot be used");
}

std::int64_t Connection::number(const std::string& sql) {
    Statement statement(*this, sql);
    return statement.step() ? statement.number(0) : 0;
}

std::int64_t Connection::last_inserted() const {
    return sqlite3_last_insert_rowid(database_.get());
}

int Connection::changed() const {
    return sqlite3_changes(database_.get());
}

void Connection::use_write_ahead_log() {
    // Whoever changes the mode may hold a lock for reading already, and of two who do SQLite
    // refuses one at once instead of letting it wait. So all waiting is done here, and ends.
    sqlite3_busy_handler(database_.get(), nullptr, nullptr);
    int result = SQLITE_BUSY;
    for (int looks = 0; (result & 0xff) == SQLITE_BUSY; ++looks) {
        result =
            sqlite3_exec(database_.get(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
        if (result != SQLITE_OK && wait_for_others(nullptr, looks) == 0)
            break;
    }
    if (result != SQLITE_OK)
        fail("cannot be used");
    sqlite3_busy_handler(database_.get(), wait_for_others, nullptr);
}

bool Connection::run_if_free(const std::function<void()>& write) {
    sqlite3_busy_handler(database_.get(), nullptr, nullptr);
    bool done = true;
    try {
        write();
    } catch (const StoreError&) {
        done = false;
    }
    sqlite3_busy_handler(database_.get(), wait_for_others, nullptr);
    return done;
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(database_.get()) == 0;
}

void Connection::copy_to(const std::filesystem::path& file) {
    Connection copy(file, Open::create);
    sqlite3_backup* const backup =
        sqlite3_backup_init(copy.database_.get(), "main", database_.get(), "main");
    if (backup == nullptr)
        copy.fail("cannot be written");
    // All pages in one step: a copy in several begins again whenever somebody writes.
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK)
        copy.fail("cannot be written");
    // One file that needs no others beside it.
    copy.run("PRAGMA journal_mode = DELETE;");
}

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Statement::Statement(Connection& connection, std::string_view sql) : connection_(connection) {
    sqlite3_stmt* statement = nullptr;
    const int result = sqlite3_prepare_v2(connection.database_.get(), sql.data(),
                                          static_cast<int>(sql.size()), &statement, nullptr);
    statement_.reset(statement);
    if (result != SQLITE_OK)
        connection.fail("cannot be asked");
}

Statement::~Statement() = default;

Statement& Statement::bind(int parameter, std::string_view text) {
    // An empty view may point nowhere, which SQLite would take for NULL.
    const char* const data = text.empty() ? "" : text.data();
    // Copied: a statement is often run after what it was bound to has gone.
    if (sqlite3_bind_text(statement_.get(), parameter, data, static_cast<int>(text.size()),
                          SQLITE_TRANSIENT) != SQLITE_OK)
        connection_.fail("cannot be asked");
    return *this;
}

Statement& Statement::bind(int parameter, std::int64_t number) {
    if (sqlite3_bind_int64(statement_.get(), parameter, number) != SQLITE_OK)
        connection_.fail("cannot be asked");
    return *this;
}

Statement& Statement::bind(int parameter, std::chrono::sys_seconds moment) {
    return bind(parameter, std::int64_t{moment.time_since_epoch().count()});
}

Statement& Statement::bind_null(int parameter) {
    if (sqlite3_bind_null(statement_.get(), parameter) != SQLITE_OK)
        connection_.fail("cannot be asked");
    return *this;
}

Statement& Statement::bind_bytes(int parameter, std::string_view bytes) {
    const char* const data = bytes.empty() ? "" : bytes.data();
    if (sqlite3_bind_blob(statement_.get(), parameter, data, static_cast<int>(bytes.size()),
                          SQLITE_TRANSIENT) != SQLITE_OK)
        connection_.fail("cannot be asked");
    return *this;
}

bool Statement::step() {
    const int result = sqlite3_step(statement_.get());
    if (result == SQLITE_ROW)
        return true;
    sqlite3_reset(statement_.get());
    if (result != SQLITE_DONE)
        connection_.fail("cannot be used");
    return false;
}

void Statement::run() {
    while (step()) {
    }
}

std::string Statement::text(int column) const {
    const auto* const text = sqlite3_column_text(statement_.get(), column);
    const auto size = sqlite3_column_bytes(statement_.get(), column);
    return text == nullptr
               ? std::string{}
               : std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
}

std::optional<std::string> Statement::optional_text(int column) const {
    if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL)
        return std::nullopt;
    return text(column);
}

std::string Statement::bytes(int column) const {
    const auto* const data =
        static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
    const auto size = sqlite3_column_bytes(statement_.get(), column);
    return data == nullptr ? std::string{} : std::string(data, static_cast<std::size_t>(size));
}

std::int64_t Statement::number(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

std::chrono::sys_seconds Statement::moment(int column) const {
    return std::chrono::sys_seconds{std::chrono::seconds{number(column)}};
}

std::optional<std::chrono::sys_seconds> Statement::optional_moment(int column) const {
    if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL)
        return std::nullopt;
    return moment(column);
}

std::optional<std::int64_t> Statement::optional_number(int column) const {
    if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL)
        return std::nullopt;
    return number(column);
}

Transaction::Transaction(Connection& connection) : connection_(connection) {
    connection_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (!open_)
        return;
    try {
        connection_.run("ROLLBACK");
    } catch (const StoreError&) {
        // SQLite has rolled back by itself, or will when the file is opened next.
    }
}

void Transaction::commit() {
    connection_.run("COMMIT");
    open_ = false;
}

}  // namespace firstline
