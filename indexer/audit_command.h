#pragma once

#include <CLI/CLI.hpp>

#include "indexer/checks/audit_run.h"

namespace firstline {

/// `kb-indexer audit`: looks at all articles of an index that exists, if that is due.
class AuditCommand {
public:
    /// Adds it to `app`.
    explicit AuditCommand(CLI::App& app);

    bool parsed() const { return command_->parsed(); }

    /// Throws where it could not run.
    int run() const;

private:
    std::filesystem::path root_;
    std::filesystem::path index_;
    std::string config_file_;
    bool everything_public_ = false;
    bool quiet_ = false;
    CLI::App* command_;
};

/// Makes the audit if it is due, and says so on standard output unless `quiet`. An index without
/// one is whole: what prevents it is told on standard error, and that is all.
void audit_after_build(const AuditOptions& options, bool quiet);

}  // namespace firstline
