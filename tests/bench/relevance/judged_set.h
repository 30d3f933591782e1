#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace firstline {

struct JudgedQuery {
    std::string id;
    std::string text;
    std::string kind;             ///< `question`, `error`, `oos` ... as the set says
    std::set<std::string> right;  ///< ids of the articles that answer it; empty: none does
};

/// Articles, and questions of which people said what answers them.
struct JudgedSet {
    std::string name;
    std::filesystem::path articles;
    std::vector<JudgedQuery> queries;
};

/// Queries (`qid TAB text TAB kind`) with their judgements (TREC qrels). Throws std::runtime_error
/// if a file cannot be read.
std::vector<JudgedQuery> read_queries(const std::filesystem::path& queries,
                                      const std::filesystem::path& qrels);

/// The sets below `eval` whose articles are there, in the order of the manual's table; what is
/// missing is named on standard error.
std::vector<JudgedSet> judged_sets(const std::filesystem::path& eval,
                                   const std::filesystem::path& corpora);

}  // namespace firstline
