#include "server/password_prompt.h"

#include <array>
#include <csignal>

#include <fmt/format.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include "server/config.h"

namespace firstline {

namespace {

/// More than any password may have.
constexpr std::size_t kLongestLine = 4096;

/// A terminal that does not show what is typed, as long as this lives.
class WithoutEcho {
public:
    explicit WithoutEcho(int terminal) : terminal_(terminal) {
        ::tcgetattr(terminal_, &before_);
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(terminal_, TCSAFLUSH, &silent);
    }
    ~WithoutEcho() { ::tcsetattr(terminal_, TCSAFLUSH, &before_); }
    WithoutEcho(const WithoutEcho&) = delete;
    WithoutEcho& operator=(const WithoutEcho&) = delete;

private:
    int terminal_;
    termios before_{};
};

/// Signals to stop, as something to read from, so that a terminal is never left without echo.
class StopRequests {
public:
    StopRequests() {
        sigset_t stop{};
        ::sigemptyset(&stop);
        ::sigaddset(&stop, SIGINT);
        ::sigaddset(&stop, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &stop, &before_);
        descriptor_ = ::signalfd(-1, &stop, SFD_CLOEXEC);
    }
    ~StopRequests() {
        ::close(descriptor_);
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    StopRequests(const StopRequests&) = delete;
    StopRequests& operator=(const StopRequests&) = delete;

    int descriptor() const { return descriptor_; }

private:
    sigset_t before_{};
    int descriptor_ = -1;
};

/// The next byte. Throws ConfigError if there will be none.
char next_byte(int input, const StopRequests& stop) {
    std::array<pollfd, 2> ready{pollfd{stop.descriptor(), POLLIN, 0}, pollfd{input, POLLIN, 0}};
    ::poll(ready.data(), ready.size(), -1);
    if (ready[0].revents != 0)
        throw ConfigError("no password was given: stopped");
    char byte = '\0';
    if (::read(input, &byte, 1) != 1)
        throw ConfigError("no password was given: the input has ended");
    return byte;
}

/// A line, byte by byte: what comes behind it is not ours.
std::string read_line(int input, const StopRequests& stop) {
    std::string line;
    for (char byte = next_byte(input, stop); byte != '\n'; byte = next_byte(input, stop)) {
        if (line.size() == kLongestLine)
            throw ConfigError("the password is too long");
        line += byte;
    }
    if (line.ends_with('\r'))
        line.pop_back();
    return line;
}

std::string ask(const std::string& prompt, int input, const StopRequests& stop) {
    fmt::print(stderr, "{}: ", prompt);
    std::fflush(stderr);
    std::string line = read_line(input, stop);
    // The Enter key was not shown either.
    fmt::print(stderr, "\n");
    return line;
}

}  // namespace

std::string ask_new_password(const std::string& account, int input) {
    const StopRequests stop;
    if (::isatty(input) == 0)
        return read_line(input, stop);
    const WithoutEcho silent(input);
    std::string password = ask(fmt::format("New password for {}", account), input, stop);
    if (ask("The same again", input, stop) != password)
        throw ConfigError("the two passwords differ; nothing was changed");
    return password;
}

}  // namespace firstline
