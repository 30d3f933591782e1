#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "tests/bench/processes.h"

namespace firstline {

/// kb-server as shipped, on a free port, until this goes.
class ServedIndex {
public:
    /// Waits until it serves. Throws std::runtime_error, with the path of its log, if it does not.
    ServedIndex(const std::filesystem::path& programs, const std::filesystem::path& index,
                const std::filesystem::path& log);

    int port() const { return port_; }

    /// Its memory beyond the page cache (RssAnon), in bytes.
    std::uint64_t own_memory() const;

private:
    std::unique_ptr<Process> process_;
    int port_ = 0;
};

}  // namespace firstline
