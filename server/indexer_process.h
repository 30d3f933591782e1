#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <sys/types.h>

#include "server/config.h"

namespace firstline {

/// The command line of the indexer that keeps the index of `config` current; `program` first.
/// REQUIRES: config.kb.
std::vector<std::string> indexer_command(const std::filesystem::path& program,
                                         const ServerConfig& config);

/// The program that lies beside this one.
std::filesystem::path program_beside_this_one(const char* name);

/// Runs a command as a child for as long as this object lives, and starts it again, ever later,
/// when it ends. The child ends with this process, however that ends; its output goes to standard
/// error.
class IndexerProcess {
public:
    struct Pace {
        std::chrono::milliseconds first{500};  ///< until the first restart; each later one doubles
        std::chrono::milliseconds longest{30000};
        std::chrono::milliseconds steady{60000};   ///< after running so long, it begins anew
        std::chrono::milliseconds patience{5000};  ///< from SIGTERM to SIGKILL
    };

    explicit IndexerProcess(std::vector<std::string> command);
    IndexerProcess(std::vector<std::string> command, Pace pace);
    ~IndexerProcess();  ///< stops the child and waits for it
    IndexerProcess(const IndexerProcess&) = delete;
    IndexerProcess& operator=(const IndexerProcess&) = delete;

    /// How often the child has been started.
    unsigned starts() const;
    /// How it last ended, in words; empty if it never did.
    std::string last_end() const;

private:
    void supervise();
    bool run_once();

    const std::vector<std::string> command_;
    const Pace pace_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    pid_t child_ = 0;  ///< 0: none runs. Not reaped while it is set, so it names no other process
    unsigned starts_ = 0;
    std::string last_end_;
    std::thread supervisor_;
};

}  // namespace firstline
