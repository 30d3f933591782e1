#pragma once

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace firstline {

/// Someone else is writing to the index and did not finish in time. what() says who.
struct IndexBusy : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Holds INDEX/lock: only its holder commits to the index or swaps generations. Held for as long as
/// that takes, never while articles are read in earnest. Freed by the system if the process dies.
class WriterLock {
public:
    /// `holder` says what this process is doing, such as `kb-indexer build`; `since` is now. Waits
    /// for at most `patience`, then throws IndexBusy. Throws std::system_error if the file cannot
    /// be made.
    struct Claim {
        std::string holder;
        std::chrono::sys_seconds since;
        std::chrono::milliseconds patience{5000};
    };
    WriterLock(const std::filesystem::path& index, const Claim& claim);
    ~WriterLock();
    WriterLock(const WriterLock&) = delete;
    WriterLock& operator=(const WriterLock&) = delete;

private:
    int descriptor_;
};

}  // namespace firstline
