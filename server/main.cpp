#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include "indexer/format/generation.h"
#include "server/account_command_line.h"
#include "server/config.h"
#include "server/desk_command_line.h"
#include "server/desk_setup.h"
#include "server/http/board_day.h"
#include "server/http/incidents.h"
#include "server/http/server.h"
#include "server/http/version.h"
#include "server/indexer_process.h"
#include "server/listen/upkeep.h"
#include "server/preview_process.h"
#include "server/proposal_command_line.h"
#include "server/search/notices.h"
#include "server/store_command_line.h"
#include "server/tickets/outbox_worker.h"

namespace {

using namespace firstline;

constexpr int kCouldNotStart = 2;
constexpr rlim_t kMostFiles = 16'384;
/// After so many starts without an index there will be none.
constexpr unsigned kMostIndexerStarts = 3;
/// A person who writes pauses some thirty times; an office behind one address has several who do.
constexpr unsigned kSuggestionsAtOnce = 120;
constexpr std::chrono::seconds kSuggestionEvery{1};

constexpr const char* kFooter = R"(
Every setting can stand in the configuration file (base_url: ...), in the environment
(FIRSTLINE_BASE_URL=...) or on the command line (--base-url ...); the later wins.

Examples:
  kb-indexer build articles --index index && kb-server --index index --kb articles
  kb-server --index index --kb articles --watch
  kb-server learn --from questions.tsv --index index
  kb-server user add anna --role agent --index index
  kb-server notice add "E-mail is late" --words mail,outlook --index index
  kb-server proposals apply --index index --kb articles

Exit codes: 0 stopped as asked, or done; 1 done in part or refused; 2 could not start.)";

struct StopSignals {
    StopSignals() {
        ::sigemptyset(&set);
        ::sigaddset(&set, SIGINT);
        ::sigaddset(&set, SIGTERM);
        // Every thread started later inherits this, so that only main waits for them.
        ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
        ::signal(SIGPIPE, SIG_IGN);
    }
    void wait() const {
        int received = 0;
        ::sigwait(&set, &received);
    }
    bool came_within(std::chrono::milliseconds time) const {
        const timespec limit{0, static_cast<long>(time.count()) * 1000000L};
        return ::sigtimedwait(&set, nullptr, &limit) > 0;
    }
    /// A second signal ends the program at once.
    void let_through() const { ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr); }

    sigset_t set{};
};

std::string help_of(const Setting& setting) {
    const std::string preset = setting.show(ServerConfig{});
    const bool told = setting.is_switch || preset.empty();
    return std::string{setting.help} + (told ? "" : " [" + preset + "]");
}

struct CommandLine {
    ServerConfig config;
    bool print_config = false;
    Command command;  ///< empty: serve
};

std::chrono::sys_seconds now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

/// Throws CLI::ParseError (also for --help) and ConfigError.
CommandLine read_command_line(CLI::App& app, int argc, char** argv) {
    std::string file;
    CommandLine line;
    std::map<std::string_view, std::string> given;
    app.add_option("--config", file, "YAML file of settings")->envname("FIRSTLINE_CONFIG");
    for (const Setting& setting : settings()) {
        std::string& value = given[setting.key];
        const std::string help = help_of(setting);
        if (setting.is_switch)
            app.add_flag(setting.flag(), value, help);
        else
            app.add_option(setting.flag(), value, help)->type_name("VALUE");
    }
    app.add_flag("--print-config", line.print_config, "Print the settings in effect, and end");
    app.set_version_flag("--version", std::string{"kb-server "} + kServerVersion);
    app.footer(kFooter);
    // Settings may stand behind a command, too.
    app.fallthrough();
    add_store_commands(app, line.command);
    add_account_commands(app, line.command);
    add_desk_commands(app, line.command);
    add_proposal_commands(app, line.command);
    app.parse(argc, argv);
    if (!file.empty())
        read_config_file(line.config, file);
    read_environment(line.config,
                     [](const std::string& name) { return std::getenv(name.c_str()); });
    for (const Setting& setting : settings()) {
        if (app.count(setting.flag()) == 0)
            continue;
        try {
            setting.read(line.config, given[setting.key]);
        } catch (const ConfigError& error) {
            throw ConfigError(setting.flag() + ": " + error.what());
        }
    }
    return line;
}

/// The names of all variables, without their values.
std::vector<std::string> variables() {
    std::vector<std::string> names;
    for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view variable = *entry;
        names.emplace_back(variable.substr(0, variable.find('=')));
    }
    return names;
}

void log_to_stderr(const std::string& level) {
    spdlog::set_default_logger(spdlog::stderr_logger_mt("kb-server"));
    spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    spdlog::set_level(spdlog::level::from_str(level));
}

/// Opens the index; when an indexer is at work on it, waits until there is one that can be read.
/// Nothing if the program was told to stop meanwhile.
std::unique_ptr<Library> open_library(const ServerConfig& config, const IndexerProcess* indexer,
                                      const StopSignals& signals) {
    while (true) {
        try {
            if (current_generation(config.index))
                return std::make_unique<Library>(config.index, store_file(config));
            if (!indexer)
                throw CorruptIndex(fmt::format(
                    "there is no index in {}; build it with: kb-indexer build ARTICLES --index {}",
                    config.index.string(), config.index.string()));
        } catch (const std::runtime_error&) {
            if (!indexer)
                throw;
        }
        if (indexer->starts() >= kMostIndexerStarts)
            throw std::runtime_error("the indexer does not get the index built: " +
                                     indexer->last_end() + "; its messages stand above");
        if (signals.came_within(std::chrono::milliseconds(20)))
            return nullptr;
    }
}

std::string shown_host(const std::string& host) {
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

void say_started(const ServerConfig& config, Library& library, int port) {
    struct Counts {
        unsigned readable = 0;
        std::uint64_t all = 0;
    };
    const auto counts = library.ask(Viewer{}, [](Reading& reading) {
        Counts found{reading.articles(), 0};
        for (const SubDatabase& database : reading.manifest().databases)
            if (!database.archived)
                found.all += database.articles;
        return found;
    });
    fmt::print("Firstline serves {} articles on http://{}:{}\n", counts.readable,
               shown_host(config.host), port);
    if (counts.readable == 0 && counts.all > 0)
        fmt::print(
            "0 of {} articles are public: say \"audience: public\" in an article, "
            "\"default_audience: public\" in _kb.yml, or give the indexer --public to try "
            "it.\n",
            counts.all);
    std::fflush(stdout);
}

/// Nothing ships with a password, so the first account has to be made.
void say_first_account(const ServerConfig& config, Gate& gate) {
    try {
        if (gate.has_accounts() || !config.user_header.empty())
            return;
    } catch (const StoreError& error) {
        // Reading goes on: who is locked out needs it most now.
        spdlog::error("nobody can sign in: {}", error.what());
        return;
    }
    const std::string where = config.store.empty() ? "--index " + config.index.string()
                                                   : "--store " + config.store.string();
    fmt::print(
        "Nobody can sign in yet. Make the first account with: {} user add NAME --role admin {}\n",
        ::program_invocation_name, where);
    std::fflush(stdout);
}

int threads_of(const ServerConfig& config) {
    const int cores = static_cast<int>(std::thread::hardware_concurrency());
    return config.threads > 0 ? config.threads : std::max(4, 2 * cores);
}

/// Each connection holds a descriptor and each open index some twenty; the usual 1,024 are soon
/// gone.
void allow_many_files() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, kMostFiles);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

DeskPlan plan_of(Library& library) {
    return library.ask(Viewer{},
                       [](Reading& reading) { return desk_rules(reading.manifest().kb).plan; });
}

OutboxDesk outbox_desk(Library& library, ConnectionPool& store,
                       const TicketSystemSettings& settings) {
    const auto random = [engine = std::mt19937{std::random_device{}()}]() mutable {
        return std::uniform_real_distribution<double>{}(engine);
    };
    return {.store = store,
            .settings = settings,
            .plan = [&library] { return plan_of(library); },
            .now = now,
            .random = random};
}

/// The incidents of `_notices.yml` that are open; nothing while the index cannot be read.
std::optional<std::set<std::string>> open_notice_keys(Library& library) {
    try {
        std::set<std::string> keys;
        library.ask(Viewer{}, [&](Reading& reading) {
            for (const Notice& notice : current_notices(reading.manifest().kb, now()))
                keys.insert(notice_key(notice));
            return true;
        });
        return keys;
    } catch (const std::exception& error) {
        spdlog::warn("known incidents cannot be read error=\"{}\"", error.what());
        return std::nullopt;
    }
}

void serve(const ServerConfig& config, const StopSignals& signals) {
    allow_many_files();
    Server server({config.host, config.port, threads_of(config)});
    const Pages pages(config.templates);
    const Assets assets(config.templates / "static");
    std::optional<IndexerProcess> indexer;
    if (config.watch)
        indexer.emplace(indexer_command(program_beside_this_one("kb-indexer"), config));
    const auto library = open_library(config, indexer ? &*indexer : nullptr, signals);
    if (!library)
        return;
    Gate gate(store_file(config));
    Listening listening(store_file(config));
    RateLimit suggestion_limit(kSuggestionsAtOnce, kSuggestionEvery);
    ConnectionPool outbox_store(store_file(config));
    const auto tickets = ticket_system_settings(config);
    OutboxWorker outbox(outbox_desk(*library, outbox_store, tickets),
                        [&] { return open_notice_keys(*library); });
    std::optional<KbSource> source;
    if (config.kb)
        source.emplace(*config.kb, preview_by(program_beside_this_one("kb-indexer"), config, [&] {
            return library->ask({}, [](Reading& reading) {
                const KnowledgeBase& kb = reading.manifest().kb;
                return IndexedAs{kb.everything_public, kb.reading_fingerprint};
            });
        }));
    const Site site{.library = *library,
                    .pages = pages,
                    .assets = assets,
                    .files = config.kb ? std::optional<KbFiles>{*config.kb} : std::nullopt,
                    .source = source ? &*source : nullptr,
                    .base_url = config.base_url,
                    .gate = &gate,
                    .listening = &listening,
                    .tickets = {.notify = [&] { outbox.notify(); },
                                .can_mail = can_mail(tickets.smtp),
                                .secret = desk_secret(config)},
                    .trusted_proxies = Networks::parse(config.trusted_proxies).value_or(Networks{}),
                    .single_sign_on = {.user_header = config.user_header,
                                       .groups_header = config.groups_header,
                                       .roles = group_roles_from(config.group_roles)
                                                    .value_or(std::vector<GroupRole>{})},
                    .sign_in_url = config.sign_in_url,
                    .sign_out_url = config.sign_out_url,
                    .suggest_origins = Origins::parse(config.suggest_origins).value_or(Origins{}),
                    .panel_origins = Origins::parse(config.panel_origins).value_or(Origins{}),
                    .suggestion_limit = &suggestion_limit,
                    .now = now,
                    .stopping = [&] { return server.stopping(); }};
    const Upkeep upkeep(store_file(config),
                        {.keep = std::chrono::days{config.retention_days},
                         .count = [&] { record_board_day(site); }},
                        now);
    Responder responder(site);
    if (const auto trouble = library->trouble_with_questions(); !trouble.empty())
        spdlog::warn("{}", trouble);
    say_started(config, *library, server.port());
    say_first_account(config, gate);
    std::thread serving([&] { server.run(responder); });
    signals.wait();
    signals.let_through();
    spdlog::info("stopping");
    server.stop();
    serving.join();
    outbox.stop();
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{
        "kb-server: finds the article that solves a person's problem. Serves search over "
        "an index that kb-indexer built, as pages and as JSON.",
        "kb-server"};
    try {
        const StopSignals signals;
        const CommandLine line = read_command_line(app, argc, argv);
        for (const std::string& wrong : unknown_variables(variables()))
            fmt::print(stderr, "kb-server: warning: {}\n", wrong);
        if (line.print_config) {
            fmt::print("{}", to_yaml(line.config));
            return EXIT_SUCCESS;
        }
        if (line.command)
            return line.command(line.config);
        check(line.config);
        log_to_stderr(line.config.log_level);
        serve(line.config, signals);
        return EXIT_SUCCESS;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? EXIT_SUCCESS : kCouldNotStart;
    } catch (const std::exception& error) {
        fmt::print(stderr, "kb-server: {}\n", error.what());
        return kCouldNotStart;
    }
}
