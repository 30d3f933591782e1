#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace firstline {

/// `kb-indexer review`: stamps articles in their files.
class ReviewCommand {
public:
    /// Adds it to `app`.
    explicit ReviewCommand(CLI::App& app);

    bool parsed() const { return command_->parsed(); }

    /// 0; 1 if there is an article that was not stamped; 2 if it could not be understood. Throws
    /// where it could not run.
    int run() const;

private:
    std::filesystem::path root_;
    std::string config_file_;
    std::vector<std::string> names_;
    std::string by_;
    std::string on_;
    CLI::App* command_;
};

}  // namespace firstline
