#include "server/proposal_command_line.h"

#include <memory>
#include <string>

#include "server/proposal_commands.h"

namespace firstline {

namespace {

constexpr const char* kBranch = "firstline-proposals";

void add_list(CLI::App& group, Command& chosen) {
    auto* const list = group.add_subcommand("list", "list them, those that wait first");
    const auto as_json = std::make_shared<bool>(false);
    list->add_flag("--json", *as_json, "for programs");
    list->callback([&chosen, as_json] {
        chosen = [=](const ServerConfig& config) {
            return list_proposals(run_with(config), *as_json);
        };
    });
}

void add_show(CLI::App& group, Command& chosen) {
    auto* const show = group.add_subcommand("show", "show one, with what it changes");
    const auto id = std::make_shared<std::int64_t>(0);
    show->add_option("ID", *id, "as list shows it")->required();
    show->callback([&chosen, id] {
        chosen = [=](const ServerConfig& config) { return show_proposal(run_with(config), *id); };
    });
}

void add_export(CLI::App& group, Command& chosen) {
    auto* const command =
        group.add_subcommand("export", "write what was accepted as patches for git am; needs --kb");
    const auto folder = std::make_shared<std::string>("proposals");
    command->add_option("--to", *folder, "folder of the patches")
        ->type_name("DIR")
        ->capture_default_str();
    command->callback([&chosen, folder] {
        chosen = [=](const ServerConfig& config) {
            return export_proposals(run_with(config), *folder);
        };
    });
}

void add_apply(CLI::App& group, Command& chosen) {
    auto* const apply = group.add_subcommand(
        "apply", "commit what was accepted to a branch of the knowledge base; needs --kb");
    const auto branch = std::make_shared<std::string>(kBranch);
    apply->add_option("--branch", *branch, "made if there is none; must not be checked out")
        ->type_name("NAME")
        ->capture_default_str();
    apply->callback([&chosen, branch] {
        chosen = [=](const ServerConfig& config) {
            return apply_proposals(run_with(config), *branch);
        };
    });
}

}  // namespace

void add_proposal_commands(CLI::App& app, Command& chosen) {
    auto* const group =
        app.add_subcommand("proposals", "changes that people propose: list, show, export, apply");
    group->require_subcommand(1);
    // Settings may stand behind these commands, too.
    group->fallthrough();
    add_list(*group, chosen);
    add_show(*group, chosen);
    add_export(*group, chosen);
    add_apply(*group, chosen);
}

}  // namespace firstline
