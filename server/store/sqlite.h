#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace firstline {

/// The store cannot be read or written. what() names the file and says why.
struct StoreError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// An open SQLite database. Serves one thread at a time. Everything here throws StoreError.
class Connection {
public:
    enum class Open { existing, create };

    /// A file that is made is for this user alone: it will hold hashes of passwords.
    /// Every commit is on disk before it returns; waits for other writers for 5 seconds.
    Connection(const std::filesystem::path& file, Open how);
    ~Connection();
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;

    /// One or more statements without parameters.
    void run(const std::string& sql);
    /// The single number that `sql` gives.
    std::int64_t number(const std::string& sql);
    std::int64_t last_inserted() const;
    /// Rows that the last statement changed.
    int changed() const;
    /// Lets readers and a writer not wait for each other, from now on and for all who open the
    /// file.
    void use_write_ahead_log();
    /// Runs `write`, which must not matter much: it waits for no other writer, and what goes wrong
    /// is passed over. False if something did.
    bool run_if_free(const std::function<void()>& write);
    /// Whether a transaction is open that could not be ended.
    bool in_transaction() const;
    /// Copies all of it, as of one moment, into a file that is made or overwritten.
    void copy_to(const std::filesystem::path& file);

    const std::filesystem::path& file() const { return file_; }

private:
    friend class Statement;
    struct Closer {
        void operator()(sqlite3* database) const;
    };
    [[noreturn]] void fail(std::string_view what) const;

    std::filesystem::path file_;
    std::unique_ptr<sqlite3, Closer> database_;
};

/// A prepared statement: `?1` is parameter 1, columns count from 0. Must not outlive its
/// connection.
class Statement {
public:
    Statement(Connection& connection, std::string_view sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(int parameter, std::string_view text);
    Statement& bind(int parameter, std::int64_t number);
    /// As seconds since 1970, UTC. What was never bound is NULL.
    Statement& bind(int parameter, std::chrono::sys_seconds moment);
    /// NULL for nothing.
    template <class Value>
    Statement& bind_optional(int parameter, const std::optional<Value>& value) {
        return value ? bind(parameter, *value) : bind_null(parameter);
    }
    Statement& bind_null(int parameter);
    Statement& bind_bytes(int parameter, std::string_view bytes);
    /// Runs to the next row; false at the end, after which it can be bound and run again.
    bool step();
    /// Runs a statement that gives no rows.
    void run();

    std::string text(int column) const;
    std::optional<std::string> optional_text(int column) const;
    std::string bytes(int column) const;
    std::int64_t number(int column) const;
    std::chrono::sys_seconds moment(int column) const;
    /// Nothing for NULL.
    std::optional<std::chrono::sys_seconds> optional_moment(int column) const;
    std::optional<std::int64_t> optional_number(int column) const;

private:
    struct Finalizer {
        void operator()(sqlite3_stmt* statement) const;
    };
    Connection& connection_;
    std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
};

/// All or nothing. Takes the write lock at once: two that began reading could not both go on to
/// write.
class Transaction {
public:
    explicit Transaction(Connection& connection);
    ~Transaction();  ///< rolls back what was not committed
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit();

private:
    Connection& connection_;
    bool open_ = true;
};

}  // namespace firstline
