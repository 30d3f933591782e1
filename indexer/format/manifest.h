#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "indexer/article/knowledge_base.h"
#include "indexer/article/problem.h"

namespace firstline {

/// The index cannot be read as ours: damaged, or no index at all.
struct CorruptIndex : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// There is an index, in a form that this program does not know. what() ends with the way out.
struct WrongIndexVersion : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Mean lengths of the fields, in tokens. Fixed when a generation is built: term weights hold them.
struct FieldAverages {
    double body = 0;
    double title = 0;
    double pairs = 0;

    friend bool operator==(const FieldAverages&, const FieldAverages&) = default;
};

/// One Xapian database: the articles of one audience, living or archived.
struct SubDatabase {
    std::string audience;  ///< audience_key()
    bool archived = false;
    std::string folder;  ///< below the generation's folder
    FieldAverages averages;
    std::uint64_t articles = 0;
    /// The full build, or the last commit that changed an article here: who may read other
    /// databases only must not be told when these change.
    std::chrono::sys_seconds updated_at{};
};

/// What the generation as a whole knows: which databases it has, and the settings of the knowledge
/// base. Written whole and renamed into place, so that a reader sees an old or a new one.
struct Manifest {
    int version = 0;  ///< schema::kVersion
    std::uint64_t generation = 0;
    std::uint64_t edition = 0;              ///< grows whenever the manifest is written again
    std::chrono::sys_seconds built_at{};    ///< the full build
    std::chrono::sys_seconds updated_at{};  ///< the last change that was committed
    std::vector<SubDatabase> databases;
    KnowledgeBase kb;
    /// Problems of the settings and of files that are no articles; articles keep their own.
    Problems problems;
};

/// Differs whenever the settings do.
std::string settings_hash(const KnowledgeBase& kb);

std::string to_json(const Manifest& manifest);
Manifest manifest_from_json(const std::string& json);  ///< throws as read_manifest() does

}  // namespace firstline
