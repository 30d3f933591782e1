#include "server/config.h"

#include <map>

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

std::string message_of(const std::string& yaml) {
    const TemporaryFolder folder;
    folder.write("c.yml", yaml);
    ServerConfig config;
    try {
        read_config_file(config, folder.path() / "c.yml");
    } catch (const ConfigError& error) {
        return std::string{error.what()}.substr(folder.path().string().size() + 1);
    }
    return {};
}

}  // namespace

TEST_CASE("the file is overruled by the environment") {
    const TemporaryFolder folder;
    folder.write("c.yml", "port: 9000\nhost: 0.0.0.0\nwatch: yes\nkb: /kb\n# nothing\nthreads:\n");
    ServerConfig config;
    read_config_file(config, folder.path() / "c.yml");
    const std::map<std::string, const char*> variables{
        {"FIRSTLINE_PORT", "9001"},
        {"FIRSTLINE_BASE_URL", "https://kb.example/"},
        {"FIRSTLINE_KB", ""}};
    read_environment(config, [&](const std::string& name) {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second;
    });
    CHECK(config.port == 9001);
    CHECK(config.host == "0.0.0.0");
    CHECK(config.watch);
    CHECK(config.kb == "/kb");
    CHECK(config.base_url == "https://kb.example");
    CHECK(config.threads == 0);
}

TEST_CASE("a mistake in the file is told with its line and the way out") {
    struct Case {
        const char *yaml, *message;
    };
    for (const auto& [yaml, message] : {
             Case{"port: 1\nwacth: true\n",
                  "c.yml:2: there is no setting \"wacth\"; did you mean \"watch\"?"},
             Case{"elephants: 3\n", "c.yml:1: there is no setting \"elephants\""},
             Case{"port: many\n",
                  "c.yml:1: port: \"many\" is not a whole number between 0 and 65535"},
             Case{"\nport: 65536\n",
                  "c.yml:2: port: \"65536\" is not a whole number between 0 and 65535"},
             Case{"watch: maybe\n", "c.yml:1: watch: \"maybe\" is neither true nor false"},
             Case{"log_level: loud\n",
                  "c.yml:1: log_level: \"loud\" is none of debug, info, warning, error, off"},
             Case{"base_url: kb.example\n",
                  "c.yml:1: base_url: \"kb.example\" is no address such as https://kb.example.com"},
             Case{"host: [a, b]\n", "c.yml:1: host must be a single value"},
             Case{"- port\n", "c.yml: must hold lines such as \"port: 8080\""},
             Case{"", ""},
         }) {
        CAPTURE(yaml);
        CHECK(message_of(yaml) == message);
    }
    CHECK(message_of("port: [1\n").starts_with("c.yml:"));
    ServerConfig config;
    CHECK_THROWS_WITH_AS(read_config_file(config, "/nowhere/c.yml"),
                         "cannot read the configuration file /nowhere/c.yml", ConfigError);
}

TEST_CASE("the printed configuration reads back as it was") {
    ServerConfig config;
    config.index = "/var/lib/first line/#index";
    config.kb = "~";
    config.port = 0;
    config.everything_public = true;
    const TemporaryFolder folder;
    folder.write("c.yml", to_yaml(config));
    ServerConfig read;
    read_config_file(read, folder.path() / "c.yml");
    CHECK(to_yaml(read) == to_yaml(config));
    CHECK(read.index == config.index);
    CHECK(read.kb == "~");
    CHECK_FALSE(read.kb_config);
}

TEST_CASE("a setting has one name in three forms") {
    for (const Setting& setting : settings())
        if (setting.key == "base_url") {
            CHECK(setting.flag() == "--base-url");
            CHECK(setting.environment_name() == "FIRSTLINE_BASE_URL");
        }
}

TEST_CASE("a misspelt variable is told, with what was meant") {
    CHECK(unknown_variables({"FIRSTLINE_PORT", "FIRSTLINE_CONFIG", "FIRSTLINE_BASE_URL", "PATH",
                             "MY_FIRSTLINE_PROT"})
              .empty());
    CHECK(unknown_variables({"FIRSTLINE_PROT", "FIRSTLINE_BASEURL", "FIRSTLINE_COLOUR"}) ==
          std::vector<std::string>{
              "the environment sets FIRSTLINE_PROT, which is no setting; did you mean "
              "FIRSTLINE_PORT?",
              "the environment sets FIRSTLINE_BASEURL, which is no setting; did you mean "
              "FIRSTLINE_BASE_URL?",
              "the environment sets FIRSTLINE_COLOUR, which is no setting"});
}

TEST_CASE("what cannot be served is said before anything is opened") {
    CHECK_THROWS_AS(check({}), ConfigError);
    CHECK_NOTHROW(check({.index = "index"}));
    CHECK_THROWS_AS(check({.index = "index", .watch = true}), ConfigError);
    CHECK_NOTHROW(check({.index = "index", .kb = "kb", .watch = true}));
}
