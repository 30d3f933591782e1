#pragma once

#include <deque>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "indexer/article/article_loader.h"
#include "indexer/format/manifest.h"
#include "indexer/index/analysed_article.h"

namespace firstline {

/// What the index knows of one file, out of the values of its document.
struct IndexedFile {
    std::size_t database = 0;  ///< its place in the manifest's list
    Xapian::docid document = 0;
    std::string stamp;    ///< "": to be read again
    std::string depends;  ///< as RunStamps::depends() returned it
    std::string input;    ///< hash of the stored form
    std::string names;    ///< as kNamesSlot holds them
    FieldLengths lengths;
    std::uint32_t errors = 0;
    std::uint32_t warnings = 0;
};

/// A generation as it stands on disk, but for texts: what a run compares the folder with. The index
/// itself is the only record of what was indexed.
struct IndexedState {
    std::filesystem::path folder;  ///< of the generation
    Manifest manifest;
    std::vector<Xapian::rev> revisions;                  ///< of the manifest's databases
    std::unordered_map<std::string, IndexedFile> files;  ///< by path
    /// Further documents of a path that stands in `files` already: leftovers, to be removed.
    std::deque<IndexedFile> strays;
};

/// Throws CorruptIndex, WrongIndexVersion or Xapian::Error.
IndexedState read_indexed_state(const std::filesystem::path& generation_folder);

/// Whether nobody has written to the index since this state was read.
bool is_current(const IndexedState& state, const std::filesystem::path& index);

/// Takes over from the values of one document what IndexedFile holds of them.
void take_values(IndexedFile& file, const AnalysedArticle& article);

std::vector<Names> all_names(const IndexedState& state);

}  // namespace firstline
