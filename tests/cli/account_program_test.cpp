// kb-server asks for passwords: of a person without showing them, of a script on standard input.

#include <array>
#include <csignal>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "tests/cli/program.h"
#include "tests/support/file_text.h"

using namespace firstline;

namespace {

constexpr const char* kServer = FIRSTLINE_BINARY_DIR "/kb-server";

[[noreturn]] void execute(const std::vector<std::string>& arguments) {
    std::vector<char*> argv{const_cast<char*>(kServer)};
    for (const auto& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    ::execv(kServer, argv.data());
    ::_exit(127);
}

int exit_code_of(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// Runs kb-server as a script does, `input` on its standard input.
Ended run_server(const std::vector<std::string>& arguments, const std::string& input) {
    const TemporaryFolder folder;
    folder.write("in", input);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto redirect = [&](const char* name, int flags, int descriptor) {
            ::dup2(::open((folder.path() / name).c_str(), flags, 0600), descriptor);
        };
        redirect("in", O_RDONLY, STDIN_FILENO);
        redirect("out", O_WRONLY | O_CREAT, STDOUT_FILENO);
        redirect("err", O_WRONLY | O_CREAT, STDERR_FILENO);
        execute(arguments);
    }
    Ended ended;
    ended.exit_code = exit_code_of(child);
    ended.out = file_text(folder.path() / "out");
    ended.err = file_text(folder.path() / "err");
    return ended;
}

/// kb-server at a terminal.
class AtTerminal {
public:
    explicit AtTerminal(const std::vector<std::string>& arguments) {
        child_ = ::forkpty(&terminal_, nullptr, nullptr, nullptr);
        if (child_ == 0)
            execute(arguments);
    }
    ~AtTerminal() {
        if (child_ > 0) {
            ::kill(child_, SIGKILL);
            ::waitpid(child_, nullptr, 0);
        }
        ::close(terminal_);
    }
    AtTerminal(const AtTerminal&) = delete;
    AtTerminal& operator=(const AtTerminal&) = delete;

    /// Reads on until `text` has been shown, or nothing comes any more.
    void await(const std::string& text) {
        const auto from = seen_;
        while (shown_.find(text, from) == std::string::npos && read_more()) {
        }
        seen_ = shown_.size();
    }
    void type(const std::string& text) const {
        REQUIRE(::write(terminal_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    bool echoes() const {
        termios mode{};
        REQUIRE(::tcgetattr(terminal_, &mode) == 0);
        return (mode.c_lflag & ECHO) != 0;
    }
    /// Waits for its end.
    int exit_code() {
        while (read_more()) {
        }
        const int code = exit_code_of(child_);
        child_ = 0;
        return code;
    }
    const std::string& shown() const { return shown_; }

private:
    bool read_more() {
        std::array<char, 4096> bytes{};
        const auto count = ::read(terminal_, bytes.data(), bytes.size());
        if (count <= 0)
            return false;
        shown_.append(bytes.data(), static_cast<std::size_t>(count));
        return true;
    }

    pid_t child_ = 0;
    int terminal_ = -1;
    std::string shown_;
    std::size_t seen_ = 0;
};

struct Desk {
    std::vector<std::string> command(std::vector<std::string> words) const {
        words.insert(words.end(), {"--store", (folder.path() / "s.db").string()});
        return words;
    }
    std::vector<std::string> add_anna() const {
        return command({"user", "add", "anna", "--role", "agent"});
    }
    std::string users() const { return run_server(command({"user", "list"}), "").out; }

    TemporaryFolder folder;
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a script gives the password on standard input") {
    const Desk desk;
    const auto added = run_server(desk.add_anna(), "correct horse\nignored");
    CHECK(added.exit_code == 0);
    CHECK(added.out == "added anna as agent\n");
    CHECK(added.err.empty());
    CHECK(has(desk.users(), "anna  agent"));
    const auto token = run_server(
        desk.command({"token", "add", "bot", "--account", "anna", "--scopes", "read,record"}), "");
    CHECK(token.exit_code == 0);
    CHECK(token.out.starts_with("fl_"));
    CHECK(token.out.size() == 47);
    CHECK(has(token.err, "shown once"));
    const auto trail = run_server(desk.command({"audit-trail"}), "");
    CHECK(has(trail.out, "token-added  bot for account anna: read, record"));
}

TEST_CASE("exit codes tell what was refused from what could not be done") {
    const Desk desk;
    CHECK(run_server(desk.add_anna(), "short\n").exit_code == 1);
    CHECK(run_server(desk.add_anna(), "").exit_code == 2);
    CHECK(run_server(desk.command({"user"}), "").exit_code == 2);
    CHECK(run_server(desk.command({"user", "add", "anna", "--role", "agent", "secret"}), "")
              .exit_code == 2);
    CHECK(run_server({"user", "list"}, "").exit_code == 2);
    CHECK(run_server(desk.command({"user", "disable", "anna"}), "").exit_code == 1);
}

TEST_CASE("neither a password nor a token is in the store") {
    const Desk desk;
    run_server(desk.add_anna(), "correct horse\n");
    const auto token = run_server(
        desk.command({"token", "add", "bot", "--role", "agent", "--scopes", "read"}), "");
    const auto store = file_text(desk.folder.path() / "s.db");
    REQUIRE(has(store, "anna"));
    REQUIRE(token.out.size() == 47);
    CHECK_FALSE(has(store, "correct horse"));
    CHECK_FALSE(has(store, token.out.substr(3, 43)));
}

TEST_CASE("a person types the password twice, unseen") {
    const Desk desk;
    AtTerminal terminal(desk.add_anna());
    terminal.await("New password for anna: ");
    CHECK_FALSE(terminal.echoes());
    terminal.type("correct horse\n");
    terminal.await("The same again: ");
    terminal.type("correct horse\n");
    CHECK(terminal.exit_code() == 0);
    CHECK(has(terminal.shown(), "added anna as agent"));
    CHECK_FALSE(has(terminal.shown(), "correct horse"));
    CHECK(has(desk.users(), "anna"));
}

TEST_CASE("two passwords that differ change nothing") {
    const Desk desk;
    AtTerminal terminal(desk.add_anna());
    terminal.await("New password for anna: ");
    terminal.type("correct horse\n");
    terminal.await("The same again: ");
    terminal.type("correct hose\n");
    CHECK(terminal.exit_code() == 2);
    CHECK(has(terminal.shown(), "the two passwords differ"));
    CHECK_FALSE(has(desk.users(), "anna"));
}

TEST_CASE("Ctrl-C at the password ends the program and leaves the terminal as it was") {
    const Desk desk;
    AtTerminal terminal(desk.add_anna());
    terminal.await("New password for anna: ");
    terminal.type("corr\x03");
    terminal.await("stopped");
    CHECK(terminal.echoes());
    CHECK(terminal.exit_code() == 2);
    CHECK_FALSE(has(desk.users(), "anna"));
}
