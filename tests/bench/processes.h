#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace firstline {

/// What one run of a program took.
struct Cost {
    double seconds = 0;            ///< wall clock, from its start to its end
    std::uint64_t peak_bytes = 0;  ///< resident memory at its highest
};

/// A program that runs beside this one, its output in a file. Asked to stop (SIGTERM) and awaited
/// when this goes.
class Process {
public:
    /// Throws std::system_error if it cannot be started.
    Process(const std::vector<std::string>& arguments, const std::filesystem::path& log);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// Waits for its end and returns the status of its exit, or 128 and the signal that ended it.
    int wait(std::uint64_t& peak_bytes);

    pid_t id() const { return pid_; }

private:
    pid_t pid_ = -1;
};

/// Runs a program to its end. Throws std::runtime_error, with the path of the log, for a status of
/// exit that is not in `accepted`.
Cost run_program(const std::vector<std::string>& arguments, const std::filesystem::path& log,
                 const std::vector<int>& accepted = {0});

}  // namespace firstline
