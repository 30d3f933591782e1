#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "indexer/article/article_loader.h"

namespace firstline {

struct PreviewOptions {
    std::filesystem::path root;
    std::optional<std::filesystem::path> config_file;
    bool everything_public = false;
    Date today;
    ProposedText proposed;
};

/// A text that is not on disk yet as the index would show it. Reads the names of all files, but
/// no article that the text neither includes nor, for a reader, links to. A text that is no article
/// has no HTML, and problems that say why.
/// {"html", "title", "audience", "state", "settings", "problems": [{line, severity, code,
/// message}]}, problems of this file alone, by line; "settings" is KnowledgeBase's
/// reading_fingerprint. Throws as load_knowledge_base() does.
std::string preview_json(const PreviewOptions& options);

/// Of a key as audience_key() writes it. Throws std::invalid_argument.
PreviewReader reader_from_key(const std::string& key);

}  // namespace firstline
