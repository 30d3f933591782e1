#pragma once

#include <chrono>
#include <cstdio>
#include <functional>
#include <string>

#include "indexer/index/reporter.h"

namespace firstline {

/// Shows a run to a person: a bar with rate and remaining time on a terminal; else plain lines, at
/// most one a second and one for each tenth. Everything goes to one stream, so that standard output
/// stays free for results.
class ConsoleReporter : public Reporter {
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    struct Options {
        std::FILE* out = stderr;
        bool terminal = false;
        bool quiet = false;  ///< errors only
        Clock clock;         ///< REQUIRED
    };
    explicit ConsoleReporter(Options options) : options_(std::move(options)) {}

    void progress(const char* doing, std::size_t done, std::size_t total) override;
    void message(const std::string& text) override;
    /// Warnings beyond the first kMostWarnings are only counted.
    void problem(const Problem& problem) override;

    /// Ends the bar, and says how many warnings were held back. To be called after a run.
    void finish();

    static constexpr std::size_t kMostWarnings = 40;

private:
    void show_bar(std::size_t done, std::size_t total, double seconds);
    void show_line(std::size_t done, std::size_t total, double seconds);
    void clear_bar();

    Options options_;
    std::string doing_;
    std::chrono::steady_clock::time_point began_;
    std::chrono::steady_clock::time_point shown_;
    std::size_t shown_done_ = 0;
    bool bar_shown_ = false;
    std::size_t warnings_ = 0;
};

}  // namespace firstline
