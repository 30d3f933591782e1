#include "server/preview_process.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <spawn.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace firstline {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kFailed = "The preview could not be made. Your text is safe; go on without.";
constexpr const char* kTooLong = "The preview took too long. Your text is safe; go on without.";
constexpr const char* kBusy = "Others look at previews just now. Try again in a moment.";

/// A descriptor that is closed once.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return number_; }
    void close() {
        if (number_ >= 0)
            ::close(std::exchange(number_, -1));
    }

private:
    int number_;
};

/// The child's standard input and output are one socket: it can be asked without blocking, and a
/// child that does not read cannot kill this program with SIGPIPE.
struct Child {
    pid_t pid = -1;
    int socket = -1;
};

Child spawn(const std::vector<std::string>& command) {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return {};
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    ::sigemptyset(&none);
    sigset_t as_usual;
    ::sigemptyset(&as_usual);
    for (const int number : {SIGTERM, SIGINT, SIGPIPE})
        ::sigaddset(&as_usual, number);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &as_usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    Child child{-1, ends[0]};
    if (::posix_spawn(&child.pid, arguments[0], &actions, &attributes, arguments.data(), environ) !=
        0)
        child.pid = -1;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    return child;
}

/// Sends and receives what it can without waiting. False at the end, or once something is wrong.
bool exchange(int socket, short events, std::string_view& input, std::string& output) {
    if ((events & POLLOUT) != 0 && !input.empty()) {
        const auto sent = ::send(socket, input.data(), input.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0)
            input.remove_prefix(static_cast<std::size_t>(sent));
        else if (errno != EAGAIN && errno != EINTR)
            input = {};
        if (input.empty())
            ::shutdown(socket, SHUT_WR);
    }
    if ((events & (POLLIN | POLLHUP | POLLERR)) == 0)
        return true;
    char part[16384];
    const auto got = ::recv(socket, part, sizeof part, MSG_DONTWAIT);
    if (got > 0)
        output.append(part, static_cast<std::size_t>(got));
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

/// Why the child was not let run to its end; empty if it was.
std::string talk(int socket, std::string_view input, std::string& output,
                 const PreviewLimits& limits) {
    const auto deadline = Clock::now() + limits.time;
    while (true) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0)
            return kTooLong;
        pollfd waiting{socket, static_cast<short>(POLLIN | (input.empty() ? 0 : POLLOUT)), 0};
        if (::poll(&waiting, 1, static_cast<int>(left.count())) > 0 &&
            !exchange(socket, waiting.revents, input, output))
            return {};
        if (output.size() > limits.output)
            return kFailed;
    }
}

Preview preview_from(const std::string& text, const std::string& settings) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return {.trouble = kFailed};
    Preview preview{.html = json.value("html", ""),
                    .title = json.value("title", ""),
                    .audience = json.value("audience", ""),
                    .state = json.value("state", "")};
    if (json.value("settings", "") != settings) {
        preview.other_settings = true;
        preview.audience.clear();
        preview.state.clear();
    }
    for (const auto& problem : json.value("problems", nlohmann::json::array()))
        preview.problems.push_back({problem.value("line", 1), problem.value("severity", ""),
                                    problem.value("code", ""), problem.value("message", "")});
    return preview;
}

std::vector<std::string> command_for(const std::filesystem::path& program,
                                     const ServerConfig& config, bool everything_public,
                                     const PreviewJob& job) {
    // With `=`, so that no path can be taken for an option.
    std::vector<std::string> command{program.string(), "preview",
                                     "--kb=" + config.kb.value_or("").string(),
                                     "--path=" + job.path};
    if (config.kb_config)
        command.push_back("--kb-config=" + config.kb_config->string());
    if (everything_public)
        command.emplace_back("--public");
    if (job.is_new)
        command.emplace_back("--new");
    if (!job.reader.empty())
        command.push_back("--reader=" + job.reader);
    for (const std::string& file : job.new_files)
        command.push_back("--with=" + file);
    return command;
}

/// So many run; some more wait for their turns, which they get in the order in which they came.
/// Safe from any thread.
class Turns {
public:
    explicit Turns(const PreviewLimits& limits) : limits_(limits) {}

    /// False if none comes in time.
    bool take() {
        std::unique_lock lock(mutex_);
        // Where none may run, nobody ever ends.
        const bool is_free = waiting_.empty() && running_ < limits_.at_once;
        if (limits_.at_once == 0 || (!is_free && waiting_.size() >= limits_.waiting))
            return false;
        const std::uint64_t mine = next_++;
        waiting_.push_back(mine);
        const bool has = ended_.wait_for(lock, limits_.wait, [&] {
            return running_ < limits_.at_once && waiting_.front() == mine;
        });
        std::erase(waiting_, mine);
        running_ += has ? 1 : 0;
        // Who stood behind is perhaps the first now.
        ended_.notify_all();
        return has;
    }
    void give_back() {
        const std::lock_guard lock(mutex_);
        --running_;
        ended_.notify_all();
    }

private:
    const PreviewLimits limits_;
    std::mutex mutex_;
    std::condition_variable ended_;
    std::deque<std::uint64_t> waiting_;  ///< in the order in which they came
    std::uint64_t next_ = 0;
    unsigned running_ = 0;
};

/// One of them.
class Turn {
public:
    explicit Turn(Turns& turns) : turns_(turns), has_(turns.take()) {}
    ~Turn() {
        if (has_)
            turns_.give_back();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    bool has() const { return has_; }

private:
    Turns& turns_;
    bool has_;
};

}  // namespace

ChildOutput output_of(const std::vector<std::string>& command, const std::string& input,
                      const PreviewLimits& limits) {
    const Child child = spawn(command);
    const Descriptor socket{child.socket};
    if (child.pid < 0)
        return {{}, kFailed};
    ChildOutput output;
    output.trouble = talk(socket.get(), input, output.text, limits);
    if (!output.trouble.empty())
        ::kill(child.pid, SIGKILL);
    int status = 0;
    while (::waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (output.trouble.empty() && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
        output.trouble = kFailed;
    if (!output.trouble.empty())
        spdlog::warn("a preview failed status={} bytes={}", status, output.text.size());
    return output;
}

MakePreview preview_by(const std::filesystem::path& program, const ServerConfig& config,
                       std::function<IndexedAs()> indexed_as, PreviewLimits limits) {
    const auto turns = std::make_shared<Turns>(limits);
    const auto is_told = std::make_shared<std::atomic<bool>>(false);
    return [=, indexed_as = std::move(indexed_as)](const PreviewJob& job) -> Preview {
        const Turn turn(*turns);
        if (!turn.has())
            return {.trouble = kBusy, .busy = true};
        const IndexedAs indexed = indexed_as();
        ChildOutput output = output_of(command_for(program, config, indexed.everything_public, job),
                                       job.text, limits);
        if (!output.trouble.empty())
            return {.trouble = std::move(output.trouble)};
        Preview preview = preview_from(output.text, indexed.settings);
        // Once for each time that they come apart: somebody who types has many previews made.
        if (!is_told->exchange(preview.other_settings) && preview.other_settings)
            spdlog::warn(
                "the index was built with other settings than are below --kb now: build it again, "
                "or give the server the --kb-config that the indexer has");
        return preview;
    };
}

}  // namespace firstline
