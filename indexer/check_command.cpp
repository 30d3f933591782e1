#include "indexer/check_command.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "indexer/article/front_matter.h"
#include "indexer/article/read_file.h"
#include "indexer/checks/baseline.h"
#include "indexer/checks/check_run.h"
#include "indexer/checks/fixes.h"
#include "indexer/checks/report_formats.h"
#include "indexer/checks/word_diff.h"
#include "indexer/external_options.h"

namespace firstline {

namespace {

enum ExitCode { kClean = 0, kFound = 1 };

constexpr std::size_t kLargestArticle = std::size_t{4} << 20U;

Severity severity_of(const std::string& name) {
    return name == "error" ? Severity::error : name == "info" ? Severity::info : Severity::warning;
}

/// Throws for a code that no check has.
std::vector<std::string> known_codes(const std::vector<std::string>& codes) {
    for (const auto& code : codes)
        if (check_named(code) == nullptr)
            throw std::runtime_error(
                fmt::format("there is no check `{}`; --codes lists them all", code));
    return codes;
}

/// The path below the root of an article that is named with or without `.md`, or as the shell
/// completes it.
std::string body_at(const std::filesystem::path& root, const std::string& name) {
    std::string why;
    for (const auto& file : {root / name, root / (name + ".md"), std::filesystem::path(name)})
        if (const auto text = read_bytes(file, kLargestArticle, why)) {
            Problems ignored;
            return std::string(read_front_matter(*text, name, ignored).body);
        }
    throw std::runtime_error(fmt::format("cannot read {}: {}", (root / name).string(), why));
}

}  // namespace

struct CheckCommands::Arguments {
    std::filesystem::path root;
    std::string config_file;
    bool everything_public = false;
    std::string format = "text";
    std::string severity;
    std::string fail_on = "error";
    std::vector<std::string> only;
    std::string baseline;
    bool update_baseline = false;
    bool fix = false;
    std::string fix_to;
    bool write = false;
    bool codes = false;
    std::string history_cache;
    ExternalOptions external;
    std::string before;
    std::string after;

    /// What is printed: one asked for by name is wanted whatever it weighs, and so is all that goes
    /// to a program.
    Severity least() const {
        if (!severity.empty())
            return severity_of(severity);
        return format == "text" && only.empty() ? Severity::warning : Severity::info;
    }
};

namespace {

void add_filters(CLI::App& command, std::string& severity, std::string& fail_on,
                 std::vector<std::string>& only) {
    const auto is_severity = CLI::IsMember({"error", "warning", "info"});
    command
        .add_option("--severity", severity,
                    "leave out what weighs less: error, warning or info; default: warning as text, "
                    "with advice counted, and info in the other formats")
        ->check(is_severity);
    command.add_option("--fail-on", fail_on, "what makes the exit code 1: error, warning or info")
        ->check(is_severity)
        ->capture_default_str();
    command.add_option("--only", only, "these checks alone")->type_name("CODE,...")->delimiter(',');
}

/// More than this take seconds to read.
constexpr std::size_t kManyCommits = 5000;

/// On standard error, beside the report.
void tell_of_git(const GitReading& git, bool kept) {
    if (!git.trouble.empty())
        fmt::print(stderr, "kb-indexer: the history is left out: {}\n", git.trouble);
    if (!kept && git.commits > kManyCommits)
        fmt::print(stderr,
                   "kb-indexer: {} commits were read; --history-cache FILE keeps what they say "
                   "for the next time\n",
                   git.commits);
}

}  // namespace

CheckCommands::CheckCommands(CLI::App& app)
    : arguments_(std::make_unique<Arguments>()),
      check_(app.add_subcommand("check", "report what is wrong with the articles; needs no index")),
      diff_(app.add_subcommand("diff", "show in words how two articles differ")) {
    auto& a = *arguments_;
    for (auto* const command : {check_, diff_})
        command->add_option("KB_DIR", a.root, "folder of the knowledge base");
    diff_->get_option("KB_DIR")->required();
    check_->add_option("--config", a.config_file, "read this file instead of its _kb.yml")
        ->type_name("FILE");
    check_->add_flag("--public", a.everything_public, "as for build");
    check_->add_option("--format", a.format, "text, json or sarif")
        ->check(CLI::IsMember({"text", "json", "sarif"}))
        ->capture_default_str();
    add_filters(*check_, a.severity, a.fail_on, a.only);
    auto* const baseline =
        check_->add_option("--baseline", a.baseline, "leave out what this file knows")
            ->type_name("FILE");
    check_->add_flag("--update-baseline", a.update_baseline, "write what is found to that file")
        ->needs(baseline);
    auto* const fix = check_->add_flag(
        "--fix", a.fix, "print a patch of what can be mended without thinking, and nothing else");
    auto* const fix_to =
        check_->add_option("--fix-to", a.fix_to, "write that patch to a file")->type_name("FILE");
    check_->add_flag("--write", a.write, "make these changes in the files themselves")
        ->excludes(fix)
        ->excludes(fix_to);
    check_
        ->add_option("--history-cache", a.history_cache,
                     "keep here what was read of git's history, for the next time")
        ->type_name("FILE");
    a.external.add_to(*check_);
    check_->add_flag("--codes", a.codes, "list all checks and what mends what they find");
    diff_->add_option("BEFORE", a.before, "path of an article below the folder")->required();
    diff_->add_option("AFTER", a.after, "path of the other")->required();
}

CheckCommands::~CheckCommands() = default;

bool CheckCommands::parsed() const {
    return check_->parsed() || diff_->parsed();
}

int CheckCommands::run() const {
    return check_->parsed() ? check() : diff();
}

int CheckCommands::check() const {
    const auto& a = *arguments_;
    if (a.codes) {
        fmt::print("{}", checks_in_words());
        return kClean;
    }
    if (a.root.empty())
        throw std::runtime_error("KB_DIR, the folder of the knowledge base, is required");
    std::vector<FileFix> fixes;
    CheckOptions options;
    options.root = a.root;
    if (!a.config_file.empty())
        options.config_file = a.config_file;
    options.everything_public = a.everything_public;
    options.today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    options.only = known_codes(a.only);
    if (!a.history_cache.empty())
        options.git.cache = a.history_cache;
    ExternalLinks links;
    options.look = [&](const Collection& articles, const CheckResult& found) {
        if (a.fix || a.write || !a.fix_to.empty())
            fixes = fixes_of(a.root, articles, found.problems);
        if (a.external.asked_for())
            links = external_links(articles);
    };
    auto result = check_folder(options);
    tell_of_git(result.git, options.git.cache.has_value());
    if (a.fix) {
        fmt::print("{}", patch_of(fixes));
        return kClean;
    }
    if (!a.fix_to.empty()) {
        std::ofstream out(a.fix_to, std::ios::binary | std::ios::trunc);
        out << patch_of(fixes);
        if (!out.flush())
            throw std::runtime_error(fmt::format("cannot write {}", a.fix_to));
    }
    if (a.write) {
        write_fixes(a.root, fixes);
        for (const auto& fix : fixes)
            fmt::print("mended: {}\n", fix.path);
        return kClean;
    }
    if (a.external.asked_for())
        add_problems(a.external.ask(links, options.only), result);
    if (a.update_baseline) {
        write_baseline(a.baseline, result);
        fmt::print("{} problems are known now, in {}\n", result.problems.size(), a.baseline);
        return kClean;
    }
    if (!a.baseline.empty())
        leave_out_known(a.baseline, result);
    fmt::print("{}", a.format == "json"    ? check_json(result, a.least())
                     : a.format == "sarif" ? check_sarif(result, a.least())
                                           : check_text(result, a.least()));
    std::size_t counted = 0;
    for (const auto severity : {Severity::error, Severity::warning, Severity::info})
        counted += severity >= severity_of(a.fail_on) ? count_of(result.problems, severity) : 0;
    return counted > 0 ? kFound : kClean;
}

int CheckCommands::diff() const {
    const auto& a = *arguments_;
    const auto text = word_diff(body_at(a.root, a.before), body_at(a.root, a.after));
    if (text.empty()) {
        fmt::print("the texts are the same\n");
        return kClean;
    }
    fmt::print("[-only in {}-]\n{{+only in {}+}}\n\n{}", a.before, a.after, text);
    return kClean;
}

}  // namespace firstline
