#include <array>
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/format/generation.h"
#include "indexer/format/schema.h"
#include "tests/http/client.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/until.h"

using namespace firstline;

namespace {

/// kb-server as a person starts it, its two streams read through pipes.
class Program {
public:
    explicit Program(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), FIRSTLINE_BINARY_DIR "/kb-server");
        std::array<int, 2> out{};
        std::array<int, 2> err{};
        REQUIRE(::pipe(out.data()) == 0);
        REQUIRE(::pipe(err.data()) == 0);
        std::vector<char*> raw;
        for (std::string& argument : arguments)
            raw.push_back(argument.data());
        raw.push_back(nullptr);
        child_ = ::fork();
        if (child_ == 0) {
            ::dup2(out[1], STDOUT_FILENO);
            ::dup2(err[1], STDERR_FILENO);
            for (const int end : {out[0], out[1], err[0], err[1]})
                ::close(end);
            ::execv(raw[0], raw.data());
            ::_exit(127);
        }
        ::close(out[1]);
        ::close(err[1]);
        out_ = ::fdopen(out[0], "r");
        err_ = ::fdopen(err[0], "r");
    }
    ~Program() {
        if (child_ > 0) {
            ::kill(child_, SIGKILL);
            ::waitpid(child_, nullptr, 0);
        }
        std::fclose(out_);
        std::fclose(err_);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void signal(int number) const { ::kill(child_, number); }
    std::string line() { return read_line(out_); }
    std::string error_line() { return read_line(err_); }
    int exit_code() {
        int status = 0;
        ::waitpid(child_, &status, 0);
        child_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    static std::string read_line(std::FILE* stream) {
        std::array<char, 4096> line{};
        return std::fgets(line.data(), line.size(), stream) ? std::string{line.data()} : "";
    }

    pid_t child_ = 0;
    std::FILE* out_ = nullptr;
    std::FILE* err_ = nullptr;
};

int port_in(const std::string& line) {
    const auto colon = line.rfind(':');
    return colon == std::string::npos ? 0 : std::stoi(line.substr(colon + 1));
}

/// A folder with an index of no article at all.
class EmptyIndex {
public:
    explicit EmptyIndex(int version = schema::kVersion) {
        Manifest manifest;
        manifest.version = version;
        manifest.generation = 1;
        const auto generation = index_files::generation(path(), 1);
        std::filesystem::create_directories(generation);
        replace_file(index_files::manifest(generation), to_json(manifest));
        replace_file(index_files::current(path()), generation.filename().string() + "\n");
    }
    const std::filesystem::path& path() const { return folder_.path(); }

private:
    TemporaryFolder folder_;
};

const std::string kTemplates = FIRSTLINE_SOURCE_DIR "/templates";

}  // namespace

TEST_CASE("the program says where it serves, and stops when asked") {
    const EmptyIndex index;
    for (const int number : {SIGTERM, SIGINT}) {
        Program program({"--index", index.path(), "--port", "0", "--templates", kTemplates});
        const std::string line = program.line();
        CHECK(line.starts_with("Firstline serves 0 articles on http://127.0.0.1:"));
        REQUIRE(port_in(line) > 0);
        CHECK(fetch(port_in(line), "/readyz").status == 200);
        program.signal(number);
        CHECK(program.exit_code() == 0);
    }
}

TEST_CASE("the program says in one line why it cannot start") {
    const EmptyIndex index;
    const TemporaryFolder empty;
    Program running({"--index", index.path(), "--port", "0", "--templates", kTemplates});
    const std::string port = std::to_string(port_in(running.line()));
    struct Case {
        std::vector<std::string> arguments;
        std::string message;
    };
    const std::string dir = empty.path();
    for (const auto& [arguments, message] : {
             Case{{},
                  "kb-server: no index is given; use --index DIR, the folder that kb-indexer "
                  "writes\n"},
             Case{{"--index", dir, "--port", "0", "--templates", kTemplates},
                  "kb-server: there is no index in " + dir +
                      "; build it with: kb-indexer build ARTICLES --index " + dir + "\n"},
             Case{{"--index", index.path(), "--port", port, "--templates", kTemplates},
                  "kb-server: port " + port +
                      " of 127.0.0.1 is in use by another program; choose "
                      "another with --port, or 0 for any free one\n"},
             Case{{"--index", index.path(), "--port", "http"},
                  "kb-server: --port: \"http\" is not a whole number between 0 and 65535\n"},
         }) {
        Program program(arguments);
        CHECK(program.error_line() == message);
        CHECK(program.exit_code() == 2);
    }
    Program no_templates({"--index", index.path(), "--port", "0", "--templates", dir});
    CHECK(no_templates.error_line().starts_with("kb-server: "));
    CHECK(no_templates.exit_code() == 2);
}

TEST_CASE("an index of another version is refused with the way out") {
    const EmptyIndex index(schema::kVersion + 1);
    Program program({"--index", index.path(), "--port", "0", "--templates", kTemplates});
    CHECK(program.error_line().find("run kb-indexer build") != std::string::npos);
    CHECK(program.exit_code() == 2);
}

TEST_CASE("the settings in effect can be looked at") {
    Program program({"--print-config", "--port", "81", "--watch"});
    std::string all;
    for (std::string line = program.line(); !line.empty(); line = program.line())
        all += line;
    CHECK(all.find("port: 81\n") != std::string::npos);
    CHECK(all.find("watch: true\n") != std::string::npos);
    CHECK(program.exit_code() == 0);
}
