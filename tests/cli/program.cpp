#include "tests/cli/program.h"

#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/file_text.h"

namespace firstline {

namespace {

constexpr const char* kProgram = FIRSTLINE_BINARY_DIR "/kb-indexer";

void redirect(const std::filesystem::path& file, int descriptor) {
    const int opened = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(opened, descriptor);
    close(opened);
}

}  // namespace

IndexerProgram::IndexerProgram(const std::vector<std::string>& arguments,
                               const std::map<std::string, std::string>& environment) {
    std::vector<char*> argv{const_cast<char*>(kProgram)};
    for (const auto& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    child_ = fork();
    if (child_ != 0)
        return;
    redirect(folder_.path() / "out", STDOUT_FILENO);
    redirect(folder_.path() / "err", STDERR_FILENO);
    for (const auto& [name, value] : environment)
        setenv(name.c_str(), value.c_str(), 1);
    execv(kProgram, argv.data());
    _exit(127);
}

IndexerProgram::~IndexerProgram() {
    if (child_ <= 0)
        return;
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
}

void IndexerProgram::send(int signal) const {
    kill(child_, signal);
}

Ended IndexerProgram::wait() {
    int status = 0;
    waitpid(child_, &status, 0);
    child_ = -1;
    Ended ended;
    if (WIFEXITED(status))
        ended.exit_code = WEXITSTATUS(status);
    else
        ended.signal = WTERMSIG(status);
    ended.out = file_text(folder_.path() / "out");
    ended.err = err();
    return ended;
}

std::string IndexerProgram::err() const {
    return file_text(folder_.path() / "err");
}

Ended run_indexer(const std::vector<std::string>& arguments,
                  const std::map<std::string, std::string>& environment) {
    return IndexerProgram(arguments, environment).wait();
}

}  // namespace firstline
