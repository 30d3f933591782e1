#include "server/account_command_line.h"

#include <chrono>
#include <iostream>
#include <memory>

#include <pwd.h>
#include <unistd.h>

#include "server/access/roles.h"
#include "server/password_prompt.h"

namespace firstline {

namespace {

/// A year: long enough to be no burden, short enough that forgotten tokens end.
constexpr unsigned kTokenDays = 365;
constexpr unsigned kMostTokenDays = 3650;

std::string user_of_this_machine() {
    const passwd* const user = ::getpwuid(::getuid());
    return user != nullptr ? user->pw_name : std::to_string(::getuid());
}

std::string ask(const std::string& account) {
    return ask_new_password(account, STDIN_FILENO);
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

/// A command that takes a name and nothing else.
void add_by_name(CLI::App& group, const char* command_name, const char* help, Command& chosen,
                 int (*act)(const CommandRun&, const std::string&)) {
    auto* const command = group.add_subcommand(command_name, help);
    const auto name = std::make_shared<std::string>();
    command->add_option("NAME", *name)->required();
    command->callback([&chosen, name, act] {
        chosen = [=](const ServerConfig& config) { return act(run_with(config), *name); };
    });
}

void add_user_add(CLI::App& group, Command& chosen) {
    auto* const add = group.add_subcommand(
        "add", "make an account; its password is asked for, or read from standard input");
    const auto user = std::make_shared<NewUser>();
    add->add_option("NAME", user->name)->required();
    add->add_option("--role", user->role, "employee, agent, writer, lead or admin")
        ->type_name("ROLE")
        ->required();
    add->add_option("--groups", user->groups, "groups it is in: hr,finance")
        ->type_name("LIST")
        ->delimiter(',');
    add->callback([&chosen, user] {
        chosen = [=](const ServerConfig& config) { return add_user(run_with(config), *user, ask); };
    });
}

void add_user_change(CLI::App& group, Command& chosen) {
    auto* const command = group.add_subcommand("change", "give somebody another role or groups");
    const auto change = std::make_shared<UserChange>();
    const auto none = std::make_shared<bool>(false);
    command->add_option("NAME", change->name)->required();
    command->add_option("--role", change->role, "employee, agent, writer, lead or admin")
        ->type_name("ROLE");
    auto* const groups =
        command->add_option("--groups", change->groups, "all the groups it is in: hr,finance")
            ->type_name("LIST")
            ->delimiter(',');
    command->add_flag("--no-groups", *none, "in no group")->excludes(groups);
    command->callback([&chosen, change, none] {
        if (*none)
            change->groups.emplace();
        chosen = [=](const ServerConfig& config) { return change_user(run_with(config), *change); };
    });
}

void add_token_add(CLI::App& group, Command& chosen) {
    auto* const add = group.add_subcommand("add", "make a token and show it, once");
    const auto token = std::make_shared<NewToken>();
    token->days = kTokenDays;
    add->add_option("NAME", token->name)->required();
    add->add_option("--account", token->account, "act for this account")->type_name("NAME");
    add->add_option("--role", token->role, "act as this role, without an account")
        ->type_name("ROLE");
    std::string scopes;
    for (const PermissionRow& row : permissions())
        scopes += (scopes.empty() ? "" : ", ") + std::string{row.name};
    add->add_option("--scopes", token->scopes, "what it is for: " + scopes)
        ->type_name("LIST")
        ->delimiter(',')
        ->required();
    add->add_option("--days", token->days, "until it expires")
        ->type_name("N")
        ->check(CLI::Range(1U, kMostTokenDays))
        ->capture_default_str();
    add->callback([&chosen, token] {
        chosen = [=](const ServerConfig& config) { return add_token(run_with(config), *token); };
    });
}

void add_audit_trail(CLI::App& app, Command& chosen) {
    auto* const trail =
        app.add_subcommand("audit-trail", "list who signed in and who was let in or kept out");
    const auto as_json = std::make_shared<bool>(false);
    const auto most = std::make_shared<std::optional<unsigned>>();
    trail->add_flag("--json", *as_json, "for programs");
    trail->add_option("--last", *most, "the newest N entries only")->type_name("N");
    trail->callback([&chosen, as_json, most] {
        chosen = [=](const ServerConfig& config) {
            return show_audit_trail(run_with(config), *most, *as_json);
        };
    });
}

CLI::App& add_group(CLI::App& app, const char* name, const char* help) {
    auto* const group = app.add_subcommand(name, help);
    group->require_subcommand(1);
    // Settings may stand behind these commands, too.
    group->fallthrough();
    return *group;
}

}  // namespace

CommandRun run_with(const ServerConfig& config) {
    return {.config = config,
            .operator_name = user_of_this_machine(),
            .now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
            .out = std::cout,
            .err = std::cerr};
}

void add_account_commands(CLI::App& app, Command& chosen) {
    CLI::App& user = add_group(app, "user", "accounts: add, change, list, disable, enable, passwd");
    add_user_add(user, chosen);
    add_user_change(user, chosen);
    add_list(user, "list the accounts", chosen, list_users);
    add_by_name(user, "disable", "let somebody in no more, and sign them out", chosen,
                [](const CommandRun& run, const std::string& name) {
                    return set_user_disabled(run, name, true);
                });
    add_by_name(user, "enable", "let somebody in again", chosen,
                [](const CommandRun& run, const std::string& name) {
                    return set_user_disabled(run, name, false);
                });
    add_by_name(user, "passwd", "change a password, asked for as by add; signs them out", chosen,
                [](const CommandRun& run, const std::string& name) {
                    return change_password(run, name, ask);
                });
    CLI::App& token = add_group(app, "token", "tokens for programs: add, list, revoke");
    add_token_add(token, chosen);
    add_list(token, "list the tokens, without what is secret", chosen, list_tokens);
    add_by_name(token, "revoke", "end a token at once", chosen, revoke_token);
    add_audit_trail(app, chosen);
}

}  // namespace firstline
