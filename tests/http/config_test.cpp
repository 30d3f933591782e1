#include "server/config.h"

#include <map>

#include <doctest/doctest.h>

#include "server/desk_setup.h"
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
             Case{
                 "suggest_origins: https://desk.example/form\n",
                 "c.yml:1: suggest_origins: \"https://desk.example/form\" is no list of sites such "
                 "as https://desk.example.com (scheme and name, no path), and not *"},
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

TEST_CASE("tickets need what their way needs, and secrets never go in the clear") {
    const auto wrong = [](ServerConfig config) {
        config.index = "index";
        try {
            check(config);
        } catch (const ConfigError& error) {
            return std::string{error.what()};
        }
        return std::string{};
    };
    CHECK(wrong({}).empty());
    CHECK(wrong({.ticket_system = "webhook"}) ==
          "tickets by webhook need --webhook-url and --webhook-secret-file");
    ServerConfig webhook{.ticket_system = "webhook",
                         .webhook_url = "http://desk.example.com/tickets",
                         .webhook_secret_file = "secret"};
    CHECK(wrong(webhook).starts_with("--webhook-url must begin with https://"));
    webhook.webhook_plain_http = true;
    CHECK(wrong(webhook).empty());
    webhook.webhook_plain_http = false;
    webhook.webhook_url = "http://127.0.0.1:8000/tickets";
    CHECK(wrong(webhook).empty());
    webhook.webhook_url = "http://127.0.0.1.example.com/tickets";
    CHECK_FALSE(wrong(webhook).empty());
    CHECK(wrong({.ticket_system = "smtp"}) == "tickets by smtp need --smtp-url and --desk-mail");
    CHECK(wrong({.smtp_url = "smtp://mail.example.com"}) ==
          "--smtp-url needs --mail-from, the address that mail comes from");
    CHECK(wrong({.smtp_user = "kb"}) == "--smtp-user and --smtp-password-file belong together");
    CHECK(message_of("ticket_system: pigeon\n") ==
          "c.yml:1: ticket_system: \"pigeon\" is none of spool, webhook, smtp");
    CHECK(message_of("smtp_url: smtp://kb:secret@mail.example.com\n").find("no mail server") !=
          std::string::npos);
    CHECK(message_of("mail_from: nobody\n") ==
          "c.yml:1: mail_from: \"nobody\" is no address such as help@example.com");
}

TEST_CASE("a secret is the text of its file, and never a short one") {
    const TemporaryFolder folder;
    folder.write("good", "0123456789abcdef\n");
    folder.write("short", "secret\n");
    CHECK(secret_from(folder.path() / "good") == "0123456789abcdef");
    CHECK_THROWS_AS(secret_from(folder.path() / "short"), ConfigError);
    CHECK_THROWS_AS(secret_from(folder.path() / "none"), ConfigError);
    ServerConfig config{.index = "/var/lib/kb/index"};
    CHECK(spool_folder(config) == "/var/lib/kb/index.db.spool");
    config.smtp_password_file = folder.path() / "short";
    config.desk_secret_file = folder.path() / "good";
    CHECK(ticket_system_settings(config).smtp.password == "secret");
    CHECK(desk_secret(config) == "0123456789abcdef");
    CHECK(desk_secret({.index = "index"}).empty());
}
