#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/signalfd.h>
#include <unistd.h>
#include <xapian.h>

#include "indexer/audit_child.h"
#include "indexer/audit_command.h"
#include "indexer/check_command.h"
#include "indexer/index/index_run.h"
#include "indexer/index/inspect.h"
#include "indexer/index/preview.h"
#include "indexer/index/progress.h"
#include "indexer/index/watch_run.h"
#include "indexer/review_command.h"

namespace {

using namespace firstline;

enum ExitCode { kClean = 0, kContentErrors = 1, kCouldNotRun = 2 };

constexpr const char* kFooter =
    "Exit codes:\n"
    "  0  clean\n"
    "  1  finished, but the content has errors (build, check), or there is no such article "
    "(inspect, review)\n"
    "  2  could not run: wrong arguments, no such folder, index busy, disk full\n"
    "\n"
    "A knowledge base is a folder of Markdown files. Its settings are `_kb.yml`, `_owners.yml`,\n"
    "`_synonyms.yml` and `_notices.yml` at its root, and a `_defaults.yml` in any folder.\n";

/// What the commands share.
struct Arguments {
    std::filesystem::path root;
    std::filesystem::path index;
    std::string config_file;
    bool everything_public = false;
    bool full = false;
    bool quiet = false;
    bool no_audit = false;
    std::string format = "text";
    std::string name;
    std::string path;
    std::string reader;
    bool is_new = false;
    std::vector<std::string> new_files;
};

Instant now() {
    return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
}

std::optional<std::filesystem::path> config_file(const Arguments& arguments) {
    if (arguments.config_file.empty())
        return std::nullopt;
    return arguments.config_file;
}

IndexOptions index_options(const Arguments& arguments, const char* holder) {
    IndexOptions options;
    options.root = arguments.root;
    options.index = arguments.index;
    options.config_file = config_file(arguments);
    options.everything_public = arguments.everything_public;
    options.full = arguments.full;
    options.holder = holder;
    options.clock = now;
    return options;
}

AuditOptions audit_options(const Arguments& arguments) {
    return {.root = arguments.root,
            .index = arguments.index,
            .config_file = config_file(arguments),
            .everything_public = arguments.everything_public,
            .today = std::chrono::floor<std::chrono::days>(now())};
}

/// Of `kb-indexer audit`.
std::vector<std::string> audit_arguments(const Arguments& arguments) {
    std::vector<std::string> all{arguments.root.string(), "--index", arguments.index.string()};
    if (const auto file = config_file(arguments))
        all.insert(all.end(), {"--config", file->string()});
    if (arguments.everything_public)
        all.emplace_back("--public");
    if (arguments.quiet)
        all.emplace_back("--quiet");
    return all;
}

ConsoleReporter console(const Arguments& arguments) {
    ConsoleReporter::Options options;
    options.terminal = isatty(STDERR_FILENO) != 0;
    options.quiet = arguments.quiet;
    options.clock = [] { return std::chrono::steady_clock::now(); };
    return ConsoleReporter(options);
}

int build(const Arguments& arguments) {
    auto reporter = console(arguments);
    const auto summary = run_index(index_options(arguments, "kb-indexer build"), reporter);
    reporter.finish();
    if (arguments.format == "json")
        fmt::print("{}", to_json(summary));
    else if (!arguments.quiet)
        fmt::print("{}", to_text(summary));
    if (!arguments.no_audit)
        audit_after_build(audit_options(arguments), arguments.quiet || arguments.format == "json");
    return summary.problems.errors > 0 ? kContentErrors : kClean;
}

/// A descriptor that becomes readable when the process is told to end. To be made before threads.
int stop_descriptor() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    return signalfd(-1, &signals, SFD_CLOEXEC);
}

int watch(const Arguments& arguments) {
    auto reporter = console(arguments);
    WatchOptions options;
    options.index = index_options(arguments, "kb-indexer watch");
    options.stop = stop_descriptor();
    options.updated = [&](const IndexSummary& summary) {
        reporter.finish();
        reporter.message(one_line(summary));
    };
    AuditChild audit(audit_arguments(arguments));
    if (!arguments.no_audit)
        options.when_calm = [&audit] { return audit.start(); };
    reporter.message(fmt::format("watching {}", arguments.root.string()));
    watch_folder(std::move(options), reporter);
    return kClean;
}

int inspect_article(const Arguments& arguments) {
    const auto text = inspect(arguments.index, arguments.name);
    if (!text) {
        fmt::print(stderr, "no article is called {}\n", arguments.name);
        return kContentErrors;
    }
    fmt::print("{}", *text);
    return kClean;
}

/// More than any text that is taken; the rest is not read.
constexpr std::size_t kLargestInput = std::size_t{8} << 20U;

int preview(const Arguments& arguments) {
    std::string text(kLargestInput, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), stdin));
    std::optional<PreviewReader> reader;
    if (!arguments.reader.empty())
        reader = reader_from_key(arguments.reader);
    fmt::print("{}", preview_json({.root = arguments.root,
                                   .config_file = config_file(arguments),
                                   .everything_public = arguments.everything_public,
                                   .today = std::chrono::floor<std::chrono::days>(now()),
                                   .proposed = {.path = arguments.path,
                                                .text = std::move(text),
                                                .is_new = arguments.is_new,
                                                .new_files = arguments.new_files,
                                                .reader = std::move(reader)}}));
    return kClean;
}

void add_preview(CLI::App& app, Arguments& arguments) {
    auto* const command = app.add_subcommand(
        "preview", "show the text on standard input as the index would show it, as JSON");
    command->add_option("--kb", arguments.root, "folder of the knowledge base")
        ->type_name("DIR")
        ->required();
    command->add_option("--path", arguments.path, "where its file lies, or would, below that")
        ->type_name("FILE")
        ->required();
    command->add_option("--kb-config", arguments.config_file, "read this file instead of _kb.yml")
        ->type_name("FILE");
    command->add_flag("--public", arguments.everything_public, "as for build");
    command->add_flag("--new", arguments.is_new, "a file that is there already is another one's");
    command->add_option("--with", arguments.new_files, "a picture that comes with it")
        ->type_name("FILE");
    command
        ->add_option("--reader", arguments.reader,
                     "who looks, such as agents or agents:hr,finance; default: somebody who may "
                     "read everything")
        ->type_name("KEY");
}

void add_folder(CLI::App& command, Arguments& arguments) {
    command.add_option("KB_DIR", arguments.root, "folder of the knowledge base")->required();
    command.add_option("--config", arguments.config_file, "read this file instead of its _kb.yml")
        ->type_name("FILE");
    command.add_flag("--public", arguments.everything_public,
                     "let everybody read whatever does not say otherwise; to try a knowledge base "
                     "that was never prepared");
}

void add_index(CLI::App& command, Arguments& arguments) {
    command.add_option("--index", arguments.index, "folder of the index")
        ->type_name("DIR")
        ->required();
}

void add_format(CLI::App& command, Arguments& arguments) {
    command.add_option("--format", arguments.format, "text or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
}

void add_no_audit(CLI::App& command, Arguments& arguments) {
    command.add_flag("--no-audit", arguments.no_audit,
                     "do not look at all articles afterwards for those who keep them up");
}

/// Runs what was asked for and says what went wrong, in one place.
int guarded(const std::function<int()>& command) {
    try {
        return command();
    } catch (const Xapian::Error& error) {
        fmt::print(stderr, "kb-indexer: the index could not be written or read: {}{}{}\n",
                   error.get_msg(), error.get_error_string() != nullptr ? ": " : "",
                   error.get_error_string() != nullptr ? error.get_error_string() : "");
    } catch (const std::exception& error) {
        fmt::print(stderr, "kb-indexer: {}\n", error.what());
    }
    return kCouldNotRun;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Turns a folder of Markdown articles into an index that kb-server searches."};
    app.footer(kFooter);
    app.require_subcommand(1);
    Arguments arguments;

    auto* const build_command =
        app.add_subcommand("build", "bring an index up to date, or make it");
    add_folder(*build_command, arguments);
    add_index(*build_command, arguments);
    add_format(*build_command, arguments);
    build_command->add_flag("--full", arguments.full, "build anew even if little changed");
    build_command->add_flag("--quiet", arguments.quiet, "print errors only");
    add_no_audit(*build_command, arguments);

    auto* const watch_command = app.add_subcommand(
        "watch", "keep an index up to date until told to stop (SIGTERM, Ctrl-C)");
    add_folder(*watch_command, arguments);
    add_index(*watch_command, arguments);
    watch_command->add_flag("--quiet", arguments.quiet, "print errors only");
    add_no_audit(*watch_command, arguments);

    const AuditCommand audit_command(app);
    const CheckCommands check_commands(app);

    auto* const inspect_command =
        app.add_subcommand("inspect", "show what the index holds of one article");
    inspect_command->add_option("ID", arguments.name, "its id, slug, old URL or path")->required();
    add_index(*inspect_command, arguments);

    add_preview(app, arguments);
    const ReviewCommand review_command(app);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kClean : kCouldNotRun;
    }
    return guarded([&] {
        if (build_command->parsed())
            return build(arguments);
        if (watch_command->parsed())
            return watch(arguments);
        if (audit_command.parsed())
            return audit_command.run();
        if (check_commands.parsed())
            return check_commands.run();
        if (inspect_command->parsed())
            return inspect_article(arguments);
        if (review_command.parsed())
            return review_command.run();
        return preview(arguments);
    });
}
