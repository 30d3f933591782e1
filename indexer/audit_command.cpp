#include "indexer/audit_command.h"

#include <chrono>
#include <exception>
#include <stdexcept>

#include <fmt/format.h>

#include "indexer/format/generation.h"

namespace firstline {

namespace {

void make_audit(const AuditOptions& options, bool quiet) {
    const auto began = std::chrono::steady_clock::now();
    const auto summary = audit_if_due(options);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - began;
    if (!summary || quiet)
        return;
    const auto& git = summary->git;
    fmt::print(
        "Checks: {} findings in {} articles{}, in {:.3f} s\n", summary->findings, summary->articles,
        git.commits > 0 ? fmt::format(", {} commits read", git.commits) : "", seconds.count());
    if (!git.trouble.empty())
        fmt::print(stderr, "kb-indexer: the history is left out: {}\n", git.trouble);
}

}  // namespace

AuditCommand::AuditCommand(CLI::App& app)
    : command_(app.add_subcommand(
          "audit", "look at all articles for those who keep them up; build and watch do it")) {
    command_->add_option("KB_DIR", root_, "folder of the knowledge base")->required();
    command_->add_option("--index", index_, "folder of its index")->type_name("DIR")->required();
    command_->add_option("--config", config_file_, "read this file instead of its _kb.yml")
        ->type_name("FILE");
    command_->add_flag("--public", everything_public_, "as for build");
    command_->add_flag("--quiet", quiet_, "print errors only");
}

int AuditCommand::run() const {
    if (!current_generation(index_))
        throw std::runtime_error(
            fmt::format("there is no index in {}: run kb-indexer build", index_.string()));
    AuditOptions options;
    options.root = root_;
    options.index = index_;
    options.everything_public = everything_public_;
    options.today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    if (!config_file_.empty())
        options.config_file = config_file_;
    make_audit(options, quiet_);
    return 0;
}

void audit_after_build(const AuditOptions& options, bool quiet) {
    try {
        make_audit(options, quiet);
    } catch (const std::exception& error) {
        fmt::print(stderr,
                   "kb-indexer: the index is whole, but its articles could not be looked at: {}\n",
                   error.what());
    }
}

}  // namespace firstline
