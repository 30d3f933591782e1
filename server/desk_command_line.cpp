#include "server/desk_command_line.h"

#include <memory>
#include <optional>
#include <string>

#include "server/desk_commands.h"

namespace firstline {

namespace {

constexpr unsigned kMostNoticeHours = 24 * 90;

CLI::App& add_group(CLI::App& app, const char* name, const char* help) {
    auto* const group = app.add_subcommand(name, help);
    group->require_subcommand(1);
    // Settings may stand behind these commands, too.
    group->fallthrough();
    return *group;
}

/// A command that takes nothing but --json.
void add_list(CLI::App& group, const char* help, Command& chosen,
              int (*list)(const CommandRun&, bool)) {
    auto* const command = group.add_subcommand("list", help);
    const auto as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "for programs");
    command->callback([&chosen, as_json, list] {
        chosen = [=](const ServerConfig& config) { return list(run_with(config), *as_json); };
    });
}

void add_outbox(CLI::App& app, Command& chosen) {
    CLI::App& outbox = add_group(app, "outbox", "what is on its way to the desk: list, retry");
    add_list(outbox, "list what waits and what was given up", chosen, list_outbox);
    auto* const retry = outbox.add_subcommand("retry", "try again what was given up");
    const auto id = std::make_shared<std::optional<std::int64_t>>();
    retry->add_option("ID", *id, "this item only");
    retry->callback([&chosen, id] {
        chosen = [=](const ServerConfig& config) { return retry_outbox(run_with(config), *id); };
    });
}

void add_notice_add(CLI::App& group, Command& chosen) {
    auto* const add = group.add_subcommand("add", "tell everybody of an incident, from now on");
    const auto notice = std::make_shared<NewNotice>();
    add->add_option("TITLE", notice->title)->required();
    add->add_option("--text", notice->text, "what is known, in a sentence or two")
        ->type_name("TEXT");
    add->add_option("--words", notice->words,
                    "it comes first for who searches for one of these: mail late,outlook")
        ->type_name("LIST")
        ->delimiter(',');
    add->add_option("--link", notice->link, "where to read more: /a/mail")->type_name("URL");
    add->add_option("--hours", notice->hours, "until it is over by itself")
        ->type_name("N")
        ->check(CLI::Range(1U, kMostNoticeHours))
        ->capture_default_str();
    add->callback([&chosen, notice] {
        chosen = [=](const ServerConfig& config) { return add_notice(run_with(config), *notice); };
    });
}

void add_notice_end(CLI::App& group, Command& chosen) {
    auto* const end = group.add_subcommand("end", "say that an incident is over");
    const auto key = std::make_shared<std::string>();
    end->add_option("KEY", *key, "as list shows it")->required();
    end->callback([&chosen, key] {
        chosen = [=](const ServerConfig& config) { return end_notice(run_with(config), *key); };
    });
}

void add_tickets_import(CLI::App& app, Command& chosen) {
    CLI::App& tickets = add_group(app, "tickets", "tickets from elsewhere: import");
    auto* const import = tickets.add_subcommand(
        "import", "read how many came by telephone, mail and so on, week by week");
    const auto file = std::make_shared<std::string>();
    import->add_option("FILE", *file, "lines of week,channel,count")->required();
    import->callback([&chosen, file] {
        chosen = [=](const ServerConfig& config) {
            return import_ticket_counts(run_with(config), *file);
        };
    });
}

}  // namespace

void add_desk_commands(CLI::App& app, Command& chosen) {
    add_outbox(app, chosen);
    CLI::App& notice = add_group(app, "notice", "known incidents: add, end, list");
    add_notice_add(notice, chosen);
    add_notice_end(notice, chosen);
    add_list(notice, "list the incidents that were added here or by alerts", chosen, list_notices);
    add_tickets_import(app, chosen);
}

}  // namespace firstline
