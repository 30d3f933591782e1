#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

#include "tests/support/temporary_folder.h"

namespace firstline {

/// How a program ended and what it printed.
struct Ended {
    int exit_code = -1;  ///< -1: it was killed
    int signal = 0;
    std::string out;
    std::string err;
};

/// A run of kb-indexer.
class IndexerProgram {
public:
    explicit IndexerProgram(const std::vector<std::string>& arguments,
                            const std::map<std::string, std::string>& environment = {});
    ~IndexerProgram();  ///< kills it if it still runs
    IndexerProgram(const IndexerProgram&) = delete;
    IndexerProgram& operator=(const IndexerProgram&) = delete;

    void send(int signal) const;
    Ended wait();
    /// What it printed to standard error so far.
    std::string err() const;

private:
    TemporaryFolder folder_;
    pid_t child_;
};

/// Runs kb-indexer to its end.
Ended run_indexer(const std::vector<std::string>& arguments,
                  const std::map<std::string, std::string>& environment = {});

}  // namespace firstline
