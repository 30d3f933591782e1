#pragma once

#include <memory>

#include <CLI/CLI.hpp>

namespace firstline {

/// `kb-indexer check` and `kb-indexer diff`: their options, and what they do.
class CheckCommands {
public:
    /// Adds both to `app`.
    explicit CheckCommands(CLI::App& app);
    ~CheckCommands();

    bool parsed() const;

    /// Runs the one that was parsed: 0 for nothing found that counts, 1 otherwise. Throws where it
    /// could not run.
    int run() const;

private:
    struct Arguments;

    int check() const;
    int diff() const;

    std::unique_ptr<Arguments> arguments_;
    CLI::App* check_;
    CLI::App* diff_;
};

}  // namespace firstline
