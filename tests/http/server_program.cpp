#include "tests/http/server_program.h"

#include <array>
#include <csignal>
#include <cstdlib>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace firstline {

namespace {

std::string read_line(std::FILE* stream) {
    std::array<char, 4096> line{};
    return std::fgets(line.data(), line.size(), stream) ? std::string{line.data()} : "";
}

}  // namespace

ServerProgram::ServerProgram(std::vector<std::string> arguments,
                             const std::vector<std::string>& environment) {
    arguments.insert(arguments.begin(), FIRSTLINE_BINARY_DIR "/kb-server");
    std::array<int, 2> out{};
    std::array<int, 2> err{};
    // Programs started beside this one must not hold its streams open.
    REQUIRE(::pipe2(out.data(), O_CLOEXEC) == 0);
    REQUIRE(::pipe2(err.data(), O_CLOEXEC) == 0);
    std::vector<char*> raw;
    for (std::string& argument : arguments)
        raw.push_back(argument.data());
    raw.push_back(nullptr);
    child_ = ::fork();
    if (child_ == 0) {
        ::dup2(out[1], STDOUT_FILENO);
        ::dup2(err[1], STDERR_FILENO);
        for (const std::string& variable : environment)
            ::putenv(const_cast<char*>(variable.c_str()));
        ::execv(raw[0], raw.data());
        ::_exit(127);
    }
    ::close(out[1]);
    ::close(err[1]);
    out_ = ::fdopen(out[0], "r");
    err_ = ::fdopen(err[0], "r");
}

ServerProgram::~ServerProgram() {
    if (child_ > 0) {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }
    std::fclose(out_);
    std::fclose(err_);
}

void ServerProgram::signal(int number) const {
    ::kill(child_, number);
}

std::string ServerProgram::line() {
    return read_line(out_);
}

std::string ServerProgram::error_line() {
    return read_line(err_);
}

int ServerProgram::exit_code() {
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int port_in(const std::string& line) {
    const auto colon = line.rfind(':');
    return colon == std::string::npos ? 0 : std::stoi(line.substr(colon + 1));
}

}  // namespace firstline
