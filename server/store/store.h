#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/store/sqlite.h"

namespace firstline {

/// Somebody's question and the article that answered it, as it comes in.
struct Taught {
    std::string question;  ///< as typed
    std::string article;   ///< id
    std::string source;    ///< who says so: `import`, ...
};

/// A question that an article solved, as the store keeps it: one row for each question (its words
/// compared, not their case or punctuation), article and source.
struct LearnedPair {
    std::int64_t id = 0;
    std::string question;    ///< as it was typed last
    std::string normalised;  ///< folded_words(question)
    std::string article;
    std::string source;
    std::chrono::sys_seconds first{};
    std::chrono::sys_seconds last{};
    unsigned count = 0;         ///< how often it was said
    unsigned contradicted = 0;  ///< how often it was denied
};

/// What the server remembers beyond the articles, in one SQLite file. Serves one thread at a time;
/// several connections and processes may use one file. Everything throws StoreError.
class Store {
public:
    /// Opens the file, making it and its folder if need be, and brings its tables up to date.
    explicit Store(const std::filesystem::path& file);
    /// Nothing if there is no such file.
    static std::optional<Store> if_exists(const std::filesystem::path& file);

    /// Remembers all of them or, if it throws, none. Questions without a word are left out.
    /// Returns how many were new.
    std::size_t learn(std::span<const Taught> taught, std::chrono::sys_seconds when);
    /// Notes that a question's article did not answer it. False if there is no such pair.
    bool contradict(std::int64_t id);
    /// False if there is no such pair.
    bool forget(std::int64_t id);
    /// In the order in which they were learned; of one article if one is named.
    std::vector<LearnedPair> learned(const std::optional<std::string>& article = std::nullopt);

    /// Changes whenever another connection committed something; costs microseconds.
    std::int64_t version();

    /// For the tables that have a file of their own: accounts.h, sessions.h, ...
    Connection& connection() { return connection_; }

    /// Copies the store, as of one moment and while it is used, to `file`, which appears whole or
    /// not at all.
    void backup(const std::filesystem::path& file);

private:
    explicit Store(Connection connection);

    Connection connection_;
};

}  // namespace firstline
