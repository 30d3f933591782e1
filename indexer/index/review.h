#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "indexer/text/dates.h"

namespace firstline {

/// A person has read these articles and stands by them.
struct ReviewOptions {
    std::filesystem::path root;
    std::optional<std::filesystem::path> config_file;
    std::vector<std::string> names;  ///< ids, slugs or paths
    std::string by;                  ///< who read them
    Date on;
    Date today;
};

/// What became of one of them.
struct Reviewed {
    std::string name;     ///< as given
    std::string path;     ///< empty: there is no such article
    std::string trouble;  ///< why it was not stamped; empty: it was
};

/// Stamps the articles: sets `reviewed`, `reviewed_by` and `reviewed_hash` in their front matter,
/// under the names that they have there, and leaves every other byte alone. A file is replaced
/// whole or not at all, and keeps its permissions. Throws as load_knowledge_base() does.
std::vector<Reviewed> review_articles(const ReviewOptions& options);

}  // namespace firstline
