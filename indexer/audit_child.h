#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace firstline {

/// Looks at all articles beside a watcher: by this program, run anew as `kb-indexer audit`.
///
/// A process, not a thread: it takes seconds and both processors, and an update of the index takes
/// milliseconds and must not wait. A process can be given what others leave over, ended at any
/// moment (its file is put in place in one step), and what it needed of memory goes with it.
class AuditChild {
public:
    /// `arguments`: of the command. Those of the first run; later ones are `--quiet`, too.
    explicit AuditChild(std::vector<std::string> arguments) : arguments_(std::move(arguments)) {}
    ~AuditChild();  ///< ends it
    AuditChild(const AuditChild&) = delete;
    AuditChild& operator=(const AuditChild&) = delete;

    /// False if the last one still runs, or none could be started: to be called again later.
    bool start();

private:
    bool is_running();

    std::vector<std::string> arguments_;
    bool has_run_ = false;
    pid_t child_ = -1;
};

}  // namespace firstline
