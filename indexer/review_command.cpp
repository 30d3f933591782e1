#include "indexer/review_command.h"

#include <chrono>
#include <optional>

#include <fmt/format.h>

#include "indexer/index/review.h"

namespace firstline {

namespace {

enum ExitCode { kStamped = 0, kNotStamped = 1, kCouldNotRun = 2 };

}  // namespace

ReviewCommand::ReviewCommand(CLI::App& app)
    : command_(app.add_subcommand(
          "review", "stamp articles that you have read: date, name and hash of the text")) {
    command_->add_option("KB_DIR", root_, "folder of the knowledge base")->required();
    command_->add_option("ID", names_, "its id, slug or path; several at once")->required();
    command_->add_option("--by", by_, "who has read them")->type_name("NAME")->required();
    command_->add_option("--on", on_, "the day, if it was not today")->type_name("DATE");
    command_->add_option("--config", config_file_, "read this file instead of its _kb.yml")
        ->type_name("FILE");
}

int ReviewCommand::run() const {
    const Date today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const auto on = on_.empty() ? std::optional<Date>(today) : parse_date(on_);
    if (!on || *on > today) {
        fmt::print(stderr, "kb-indexer: --on must be a day such as 2026-03-12, not after today\n");
        return kCouldNotRun;
    }
    std::optional<std::filesystem::path> config_file;
    if (!config_file_.empty())
        config_file = config_file_;
    const auto all = review_articles({.root = root_,
                                      .config_file = config_file,
                                      .names = names_,
                                      .by = by_,
                                      .on = *on,
                                      .today = today});
    int status = kStamped;
    for (const Reviewed& one : all) {
        if (one.trouble.empty()) {
            fmt::print("{}: reviewed {} by {}\n", one.path, iso_date(*on), by_);
            continue;
        }
        status = kNotStamped;
        fmt::print(stderr, "{}: not stamped: {}\n", one.path.empty() ? one.name : one.path,
                   one.trouble);
    }
    return status;
}

}  // namespace firstline
