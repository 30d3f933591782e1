#include "indexer/index/progress.h"

#include <algorithm>

#include <doctest/doctest.h>

namespace firstline {

namespace {

/// What a reporter wrote, with a clock that a test turns.
class Written {
public:
    explicit Written(bool terminal, bool quiet = false)
        : file_(std::tmpfile()),
          reporter_({.out = file_, .terminal = terminal, .quiet = quiet, .clock = [this] {
                         return std::chrono::steady_clock::time_point(now_);
                     }}) {}
    ~Written() { std::fclose(file_); }

    ConsoleReporter& reporter() { return reporter_; }
    void pass(std::chrono::milliseconds time) { now_ += time; }
    std::string text() {
        std::fflush(file_);
        std::rewind(file_);
        std::string text;
        for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_))
            text += static_cast<char>(c);
        return text;
    }

private:
    std::FILE* file_;
    std::chrono::milliseconds now_{1};
    ConsoleReporter reporter_;
};

}  // namespace

TEST_CASE("a pipe gets a line for each tenth and not more than one a second") {
    Written written(false);
    for (std::size_t i = 1; i <= 1000; ++i) {
        written.pass(std::chrono::milliseconds(20));
        written.reporter().progress("reading", i, 1000);
    }
    const std::string text = written.text();
    CHECK(std::count(text.begin(), text.end(), '\n') == 10);
    CHECK(text.find("reading 500/1000") != std::string::npos);
    CHECK(text.find("50/s") != std::string::npos);
    CHECK(text.find('\r') == std::string::npos);
}

TEST_CASE("a short run writes no progress into a pipe") {
    Written written(false);
    for (std::size_t i = 1; i <= 1000; ++i)
        written.reporter().progress("reading", i, 1000);
    CHECK(written.text().empty());
}

TEST_CASE("a terminal gets a bar with count, rate and remaining time, and is left clean") {
    Written written(true);
    written.reporter().progress("reading", 1, 100);
    written.pass(std::chrono::seconds(5));
    written.reporter().progress("reading", 50, 100);
    const std::string text = written.text();
    CHECK(text.find("50/100  10/s  5 s left") != std::string::npos);
    CHECK(text.find("############............") != std::string::npos);
    written.reporter().finish();
    CHECK(written.text().ends_with("\r\x1b[K"));
}

TEST_CASE("all errors are printed, but only so many warnings") {
    Written written(false);
    for (int i = 0; i < 100; ++i) {
        written.reporter().problem({"a.md", i, Severity::warning, "w", "careful"});
        written.reporter().problem({"a.md", i, Severity::error, "e", "wrong"});
    }
    written.reporter().finish();
    const std::string text = written.text();
    CHECK(text.find("a.md:99: error: wrong") != std::string::npos);
    CHECK(text.find("a.md:99: warning") == std::string::npos);
    CHECK(text.find("60 more warnings") != std::string::npos);
}

TEST_CASE("quiet means errors only") {
    Written written(false, true);
    written.reporter().message("hello");
    written.reporter().problem({"a.md", 1, Severity::warning, "w", "careful"});
    written.reporter().problem({"a.md", 2, Severity::error, "e", "wrong"});
    written.reporter().finish();
    CHECK(written.text() == "a.md:2: error: wrong\n");
}

}  // namespace firstline
