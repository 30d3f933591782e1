#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "indexer/article/problem.h"
#include "server/config.h"
#include "server/search/library.h"
#include "server/store/store.h"

namespace firstline {

/// What a file of questions holds, and which of its lines could not be read.
struct ReadPairs {
    std::vector<Taught> taught;
    Problems problems;
};

/// Reads lines of question TAB article [TAB source]; the article by id, slug, path or old URL, and
/// kept by its id; the source `import` if there is none. Lines without a question or a known
/// article are problems; empty lines are nothing. `file` is the name in the problems.
ReadPairs read_pairs(std::istream& in, const std::string& file, Library& library);

/// What `kb-server learned` was asked for.
struct LearnedRequest {
    std::optional<std::string> article;
    std::optional<std::int64_t> remove;
    std::optional<std::int64_t> contradict;
    bool as_json = false;
};

/// The commands of kb-server that work on the store. Each returns an exit code: 0 done, 1 done but
/// for what was said on `err`. They throw ConfigError, StoreError, CorruptIndex.
int learn_from(const ServerConfig& config, const std::filesystem::path& pairs,
               std::chrono::sys_seconds now, std::ostream& out, std::ostream& err);
/// Learns what readers confirmed since the last time.
int learn_from_readers(const ServerConfig& config, std::chrono::sys_seconds now, std::ostream& out);
int show_learned(const ServerConfig& config, const LearnedRequest& request, std::ostream& out,
                 std::ostream& err);
int back_up(const ServerConfig& config, const std::filesystem::path& file, std::ostream& out);

}  // namespace firstline
