#include <csignal>

#include <doctest/doctest.h>

#include "indexer/format/generation.h"
#include "indexer/format/schema.h"
#include "tests/http/client.h"
#include "tests/http/server_program.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

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
        ServerProgram program({"--index", index.path(), "--port", "0", "--templates", kTemplates});
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
    ServerProgram running({"--index", index.path(), "--port", "0", "--templates", kTemplates});
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
        ServerProgram program(arguments);
        CHECK(program.error_line() == message);
        CHECK(program.exit_code() == 2);
    }
    ServerProgram no_templates({"--index", index.path(), "--port", "0", "--templates", dir});
    CHECK(no_templates.error_line().starts_with("kb-server: "));
    CHECK(no_templates.exit_code() == 2);
}

TEST_CASE("an index of another version is refused with the way out") {
    const EmptyIndex index(schema::kVersion + 1);
    ServerProgram program({"--index", index.path(), "--port", "0", "--templates", kTemplates});
    CHECK(program.error_line().find("run kb-indexer build") != std::string::npos);
    CHECK(program.exit_code() == 2);
}

TEST_CASE("a variable that is no setting is told at the start, and the program goes on") {
    const EmptyIndex index;
    ServerProgram program({"--index", index.path(), "--port", "0", "--templates", kTemplates},
                          {"FIRSTLINE_WACTH=yes"});
    CHECK(program.error_line() ==
          "kb-server: warning: the environment sets FIRSTLINE_WACTH, which is no setting; did you "
          "mean FIRSTLINE_WATCH?\n");
    CHECK(port_in(program.line()) > 0);
}

TEST_CASE("the settings in effect can be looked at") {
    ServerProgram program({"--print-config", "--port", "81", "--watch"});
    std::string all;
    for (std::string line = program.line(); !line.empty(); line = program.line())
        all += line;
    CHECK(all.find("port: 81\n") != std::string::npos);
    CHECK(all.find("watch: true\n") != std::string::npos);
    CHECK(program.exit_code() == 0);
}
