#pragma once

#include <filesystem>

namespace firstline {

/// Makes an index of a folder of articles with the indexer's own code, for everybody to read.
void index_articles(const std::filesystem::path& articles, const std::filesystem::path& index);

}  // namespace firstline
