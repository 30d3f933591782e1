#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "indexer/format/manifest.h"

namespace firstline {

/// The only place that names files of an index folder:
///
///     INDEX/current              one line, the name of the generation that is read: `gen-000007`
///     INDEX/lock                 held (flock) by a writer for a commit or swap; says who holds it
///     INDEX/gen-000007/manifest.json
///     INDEX/gen-000007/public/   a Xapian database; one for each SubDatabase
///     INDEX/gen-000006/          the generation before, for readers that have yet to follow
///     INDEX/audit.json           what checks and history say of the articles; may be absent
///     INDEX/history              what the indexer read of git's history so far; may be absent
///     INDEX/building-PID-N/      a full build under way
namespace index_files {

std::filesystem::path current(const std::filesystem::path& index);
std::filesystem::path lock(const std::filesystem::path& index);
std::filesystem::path audit(const std::filesystem::path& index);
std::filesystem::path history(const std::filesystem::path& index);
std::filesystem::path generation(const std::filesystem::path& index, std::uint64_t number);
std::filesystem::path manifest(const std::filesystem::path& generation);
/// Name of the folder of a sub-database; safe for any audience key.
std::string database_folder(const std::string& audience_key, bool archived);

}  // namespace index_files

/// The generation that readers should open, or nothing if there is no index yet.
/// Throws CorruptIndex if `current` does not hold a generation's name.
std::optional<std::uint64_t> current_generation(const std::filesystem::path& index);

/// Throws CorruptIndex, or WrongIndexVersion ("run kb-indexer build").
Manifest read_manifest(const std::filesystem::path& generation);

/// Replaces a file so that a reader sees the old or the new text and a crash leaves one of them:
/// write beside, fsync, rename, fsync of the folder. Throws std::system_error.
void replace_file(const std::filesystem::path& file, const std::string& text);

}  // namespace firstline
