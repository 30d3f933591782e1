#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <xapian.h>

#include "indexer/format/manifest.h"
#include "indexer/format/stored_article.h"

namespace firstline {

/// All that an index holds of one article, but for what the file system said of its files.
struct IndexedDocument {
    std::string database;
    std::map<std::string, Xapian::termcount> terms;  ///< term -> wdf
    std::map<Xapian::valueno, std::string> values;   ///< without the stamps
    std::string data;

    friend bool operator==(const IndexedDocument&, const IndexedDocument&) = default;
};

/// What readers of the current generation can see, in a form that can be compared.
struct IndexContents {
    Manifest manifest;
    std::map<std::string, IndexedDocument> documents;  ///< by path
    std::size_t document_count = 0;                    ///< more than documents: a path stands twice
    /// sub-database -> word -> how many articles have it
    std::map<std::string, std::map<std::string, Xapian::termcount>> spelling;
    std::vector<std::string> problems;  ///< the manifest's, as lines, sorted

    StoredArticle article(const std::string& path) const;
    /// The sub-database in which an article lies; empty without one.
    std::string database_of(const std::string& path) const;
    bool knows_word(const std::string& word) const;
};

/// Throws what reading an index throws.
IndexContents contents_of(const std::filesystem::path& index);

/// What differs, for a person; empty if the two hold the same.
std::string difference(const IndexContents& a, const IndexContents& b);

}  // namespace firstline
