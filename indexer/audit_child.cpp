#include "indexer/audit_child.h"

#include <csignal>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace firstline {

namespace {

/// What others leave over: searches and updates of the index go first.
constexpr int kNiceness = 15;

/// Only what is safe after fork().
[[noreturn]] void become(char* const* arguments, pid_t parent) {
    constexpr int kCannotStart = 127;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(kCannotStart);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    setpriority(PRIO_PROCESS, 0, kNiceness);
    execv("/proc/self/exe", arguments);
    _exit(kCannotStart);
}

}  // namespace

AuditChild::~AuditChild() {
    if (!is_running())
        return;
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
}

bool AuditChild::is_running() {
    if (child_ > 0 && waitpid(child_, nullptr, WNOHANG) != 0)
        child_ = -1;
    return child_ > 0;
}

bool AuditChild::start() {
    if (is_running())
        return false;
    std::vector<std::string> command{"kb-indexer", "audit"};
    command.insert(command.end(), arguments_.begin(), arguments_.end());
    if (has_run_)
        command.emplace_back("--quiet");
    std::vector<char*> pointers;
    pointers.reserve(command.size() + 1);
    for (auto& argument : command)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const pid_t parent = getpid();
    child_ = fork();
    if (child_ == 0)
        become(pointers.data(), parent);
    has_run_ = has_run_ || child_ > 0;
    return child_ > 0;
}

}  // namespace firstline
