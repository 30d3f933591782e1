#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <xapian.h>

#include "server/store/sqlite.h"

namespace firstline {

/// An article as a program of one afternoon would index it.
struct BareArticle {
    std::string id;
    std::string title;
    std::string text;
};

/// Xapian as it comes: title and text in one field, English stems, BM25, words combined by OR.
class PlainXapian {
public:
    explicit PlainXapian(const std::vector<BareArticle>& articles);
    /// Ids of the ten best.
    std::vector<std::string> search(const std::string& query);

private:
    Xapian::WritableDatabase database_;
    Xapian::QueryParser parser_;
};

/// SQLite's FTS5 as it comes: title and text in columns, porter stems, bm25(), words combined by
/// OR.
class PlainFts5 {
public:
    /// @param file  a database that is made
    PlainFts5(const std::vector<BareArticle>& articles, const std::filesystem::path& file);
    std::vector<std::string> search(const std::string& query);

private:
    Connection database_;
};

}  // namespace firstline
