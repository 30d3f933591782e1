#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/plain_texts.h"

struct sqlite3;
struct sqlite3_stmt;

namespace firstline {

/// SQLite's full-text search as a program would use it: porter stems, bm25(), snippet().
class SqliteFts {
public:
    /// Fills a new database file.
    static void index(const std::vector<PlainText>& texts, const std::filesystem::path& file);

    /// Throws std::runtime_error.
    explicit SqliteFts(const std::filesystem::path& file);

    /// Any word, ten hits, title and snippet; returns the bytes read.
    std::size_t search(const std::string& query);

private:
    struct Close {
        void operator()(sqlite3* database) const;
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3, Close> database_;
    std::unique_ptr<sqlite3_stmt, Close> search_;
};

}  // namespace firstline
