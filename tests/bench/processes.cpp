#include "tests/bench/processes.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace firstline {

Process::Process(const std::vector<std::string>& arguments, const std::filesystem::path& log) {
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (const auto& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    const int error = posix_spawn(&pid_, argv.front(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        throw std::system_error(error, std::generic_category(), arguments.front());
}

Process::~Process() {
    if (pid_ < 0)
        return;
    kill(pid_, SIGTERM);
    std::uint64_t peak_bytes = 0;
    wait(peak_bytes);
}

int Process::wait(std::uint64_t& peak_bytes) {
    int status = 0;
    rusage usage{};
    while (wait4(pid_, &status, 0, &usage) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

Cost run_program(const std::vector<std::string>& arguments, const std::filesystem::path& log,
                 const std::vector<int>& accepted) {
    const auto start = std::chrono::steady_clock::now();
    Process process(arguments, log);
    Cost cost;
    const int status = process.wait(cost.peak_bytes);
    cost.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (std::find(accepted.begin(), accepted.end(), status) == accepted.end())
        throw std::runtime_error(
            fmt::format("{} ended with {}: see {}", arguments.front(), status, log.string()));
    return cost;
}

}  // namespace firstline
