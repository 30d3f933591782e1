#include "indexer/external_options.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>

#include <unistd.h>

#include "indexer/index/progress.h"

namespace firstline {

namespace {

/// Names the program and what it does, so that who runs a server knows whom to ask.
constexpr const char* kAgent = "Firstline-link-check/0.1 (kb-indexer check --external)";

volatile std::sig_atomic_t told_to_stop = 0;

extern "C" void note_stop(int) {
    told_to_stop = 1;
}

/// Ctrl-C ends what is done meanwhile, not the program.
class StopOnInterrupt {
public:
    StopOnInterrupt() {
        told_to_stop = 0;
        struct sigaction action {};
        action.sa_handler = note_stop;
        // The second time it ends the program.
        action.sa_flags = static_cast<int>(SA_RESETHAND);
        for (const int number : {SIGINT, SIGTERM})
            ::sigaction(number, &action, nullptr);
    }
    ~StopOnInterrupt() {
        for (const int number : {SIGINT, SIGTERM})
            std::signal(number, SIG_DFL);
    }
    StopOnInterrupt(const StopOnInterrupt&) = delete;
    StopOnInterrupt& operator=(const StopOnInterrupt&) = delete;
};

}  // namespace

void ExternalOptions::add_to(CLI::App& check) {
    auto* const external = check.add_flag(
        "--external", asked_for_,
        "also ask other servers whether the pages that articles lead to are still there");
    check
        .add_option("--external-cache", cache_,
                    "keep their answers in this file: good ones for 14 days, bad ones for one")
        ->type_name("FILE")
        ->needs(external);
    check.add_option("--external-pause", pause_, "milliseconds between two questions to one host")
        ->type_name("MS")
        ->check(CLI::Range(0U, 60'000U))
        ->capture_default_str()
        ->needs(external);
    check.add_option("--external-timeout", timeout_, "seconds that an answer may take")
        ->type_name("SECONDS")
        ->check(CLI::Range(1U, 600U))
        ->capture_default_str()
        ->needs(external);
    check
        .add_flag("--external-allow-private", private_too_,
                  "also ask this machine and private networks")
        ->needs(external);
}

Problems ExternalOptions::ask(const ExternalLinks& links,
                              const std::vector<std::string>& only) const {
    ConsoleReporter::Options console;
    console.terminal = isatty(STDERR_FILENO) != 0;
    console.clock = [] { return std::chrono::steady_clock::now(); };
    ConsoleReporter reporter(console);
    AddressCheckOptions options;
    options.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (!cache_.empty())
        options.cache = cache_;
    options.ask.manners.pause = std::chrono::milliseconds{pause_};
    options.ask.timeout = std::chrono::seconds{timeout_};
    options.ask.private_too = private_too_;
    options.ask.agent = kAgent;
    options.ask.stopping = [] { return told_to_stop != 0; };
    options.ask.progress = [&](std::size_t done, std::size_t total) {
        reporter.progress("asking", done, total);
    };
    const StopOnInterrupt stop;
    auto check = check_addresses(links, options);
    reporter.message(summary_of(check));
    reporter.finish();
    if (!only.empty())
        std::erase_if(check.problems, [&](const Problem& problem) {
            return std::find(only.begin(), only.end(), problem.code) == only.end();
        });
    return std::move(check.problems);
}

}  // namespace firstline
