#include "indexer/index/progress.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace firstline {

namespace {

using Seconds = std::chrono::duration<double>;

constexpr Seconds kBetweenBars{0.1};
constexpr Seconds kBetweenLines{1.0};
constexpr std::size_t kLinesPerRun = 10;
constexpr std::size_t kBarWidth = 24;

std::string remaining(std::size_t done, std::size_t total, double seconds) {
    const double left =
        seconds * static_cast<double>(total - done) / static_cast<double>(std::max(done, 1UL));
    return left < 60 ? fmt::format("{:.0f} s left", left)
                     : fmt::format("{:.0f} min left", left / 60);
}

double rate(std::size_t done, double seconds) {
    return static_cast<double>(done) / std::max(seconds, 1e-3);
}

}  // namespace

void ConsoleReporter::progress(const char* doing, std::size_t done, std::size_t total) {
    if (options_.quiet)
        return;
    const auto now = options_.clock();
    if (doing_ != doing || done < shown_done_) {
        clear_bar();
        doing_ = doing;
        began_ = now;
        shown_ = now;
        shown_done_ = 0;
    }
    const double seconds = Seconds(now - began_).count();
    if (options_.terminal) {
        if (now - shown_ < kBetweenBars && done != total)
            return;
        show_bar(done, total, seconds);
    } else {
        if (now - shown_ < kBetweenLines || (done - shown_done_) * kLinesPerRun < total)
            return;
        show_line(done, total, seconds);
    }
    shown_ = now;
    shown_done_ = done;
}

void ConsoleReporter::show_bar(std::size_t done, std::size_t total, double seconds) {
    const std::size_t filled = total == 0 ? kBarWidth : kBarWidth * done / total;
    fmt::print(options_.out, "\r{} [{}{}] {}/{}  {:.0f}/s  {}\x1b[K", doing_,
               std::string(filled, '#'), std::string(kBarWidth - filled, '.'), done, total,
               rate(done, seconds), remaining(done, total, seconds));
    std::fflush(options_.out);
    bar_shown_ = true;
}

void ConsoleReporter::show_line(std::size_t done, std::size_t total, double seconds) {
    fmt::print(options_.out, "{} {}/{}  {:.0f}/s  {}\n", doing_, done, total, rate(done, seconds),
               remaining(done, total, seconds));
}

void ConsoleReporter::clear_bar() {
    if (std::exchange(bar_shown_, false))
        fmt::print(options_.out, "\r\x1b[K");
}

void ConsoleReporter::message(const std::string& text) {
    if (options_.quiet)
        return;
    clear_bar();
    fmt::print(options_.out, "{}\n", text);
}

void ConsoleReporter::problem(const Problem& problem) {
    if (problem.severity != Severity::error) {
        if (options_.quiet || problem.severity == Severity::info || ++warnings_ > kMostWarnings)
            return;
    }
    clear_bar();
    fmt::print(options_.out, "{}\n", to_text(problem));
}

void ConsoleReporter::finish() {
    clear_bar();
    if (warnings_ > kMostWarnings)
        fmt::print(options_.out, "... and {} more warnings: `kb-indexer check` shows all\n",
                   warnings_ - kMostWarnings);
    warnings_ = 0;
    std::fflush(options_.out);
}

}  // namespace firstline
