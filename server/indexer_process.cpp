#include "server/indexer_process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace firstline {
namespace {

constexpr int kCannotStart = 127;

/// Only what is safe after fork() in a program with threads.
[[noreturn]] void become(char* const* arguments, pid_t parent) {
    for (const int number : {SIGTERM, SIGINT, SIGPIPE})
        ::signal(number, SIG_DFL);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent)
        ::_exit(kCannotStart);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    ::execv(arguments[0], arguments);
    ::_exit(kCannotStart);
}

pid_t start(const std::vector<std::string>& command) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    // Until the child has its own handlers, a signal to it would run those of this program.
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child == 0)
        become(arguments.data(), parent);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return child;
}

std::string end_in_words(int status) {
    if (WIFSIGNALED(status))
        return fmt::format("it was ended by signal {}", WTERMSIG(status));
    if (WEXITSTATUS(status) == kCannotStart)
        return "it could not be started";
    return fmt::format("it ended with exit code {}", WEXITSTATUS(status));
}

}  // namespace

std::vector<std::string> indexer_command(const std::filesystem::path& program,
                                         const ServerConfig& config) {
    std::vector<std::string> command{program.string(), "watch", config.kb.value_or("").string(),
                                     "--index", config.index.string()};
    if (config.everything_public)
        command.emplace_back("--public");
    if (config.kb_config) {
        command.emplace_back("--config");
        command.push_back(config.kb_config->string());
    }
    return command;
}

std::filesystem::path program_beside_this_one(const char* name) {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path() / name;
}

IndexerProcess::IndexerProcess(std::vector<std::string> command)
    : IndexerProcess(std::move(command), Pace{}) {}

IndexerProcess::IndexerProcess(std::vector<std::string> command, Pace pace)
    : command_(std::move(command)), pace_(pace) {
    supervisor_ = std::thread([this] { supervise(); });
}

IndexerProcess::~IndexerProcess() {
    {
        std::unique_lock lock(mutex_);
        stopping_ = true;
        changed_.notify_all();
        if (child_ > 0)
            ::kill(child_, SIGTERM);
        if (!changed_.wait_for(lock, pace_.patience, [&] { return child_ == 0; }) && child_ > 0)
            ::kill(child_, SIGKILL);
    }
    supervisor_.join();
}

unsigned IndexerProcess::starts() const {
    const std::lock_guard lock(mutex_);
    return starts_;
}

std::string IndexerProcess::last_end() const {
    const std::lock_guard lock(mutex_);
    return last_end_;
}

// The child is told to end with the thread that started it, so this thread must live as long as it
// should: it is the only one that starts it.
void IndexerProcess::supervise() {
    auto pause = pace_.first;
    while (true) {
        const auto begin = std::chrono::steady_clock::now();
        if (!run_once())
            return;
        if (std::chrono::steady_clock::now() - begin >= pace_.steady)
            pause = pace_.first;
        spdlog::error("indexer stopped: {}; starting it again in {} ms", last_end(), pause.count());
        std::unique_lock lock(mutex_);
        if (changed_.wait_for(lock, pause, [&] { return stopping_; }))
            return;
        pause = std::min(pause * 2, pace_.longest);
    }
}

/// False when the child ended because it was told to.
bool IndexerProcess::run_once() {
    pid_t child = 0;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_)
            return false;
        child = start(command_);
        ++starts_;
        if (child < 0) {
            last_end_ = std::strerror(errno);
            return true;
        }
        child_ = child;
    }
    spdlog::info("indexer started pid={}", child);
    siginfo_t ended{};
    while (::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT) != 0 &&
           errno == EINTR) {
    }
    const std::lock_guard lock(mutex_);
    int status = 0;
    ::waitpid(child, &status, 0);
    child_ = 0;
    last_end_ = end_in_words(status);
    changed_.notify_all();
    return !stopping_;
}

}  // namespace firstline
