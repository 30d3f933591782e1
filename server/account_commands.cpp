#include "server/account_commands.h"

#include <algorithm>

#include <fmt/format.h>

#include "indexer/text/characters.h"
#include "server/access/account_name.h"
#include "server/access/api_access.h"
#include "server/access/passwords.h"
#include "server/access/roles.h"
#include "server/access/secrets.h"
#include "server/access/sessions.h"
#include "server/account_listing.h"
#include "server/store/store.h"

namespace firstline {

namespace {

constexpr const char* kNoStore =
    "it is made with the first account: kb-server user add NAME --role admin";

std::optional<Account> account_named(const std::string& typed, Connection& connection) {
    return AccountTable(connection).named(account_name(typed));
}

int refuse_unknown_account(const CommandRun& run, const std::string& name) {
    return refuse(run, fmt::format("there is no account \"{}\"", name));
}

int refuse_name(const CommandRun& run, const std::string& name) {
    return refuse(run, fmt::format("\"{}\" cannot be a name: use up to 64 letters without accents, "
                                   "digits and . _ - + @, a letter or digit first",
                                   name));
}

/// Nothing for a role that no account can have.
std::optional<Role> role_of_account(const std::string& name) {
    const auto role = role_named(name);
    return role == Role::reader ? std::nullopt : role;
}

int refuse_role(const CommandRun& run, const std::string& name) {
    return refuse(
        run, fmt::format("\"{}\" is no role: use employee, agent, writer, lead or admin", name));
}

int refuse_scope(const CommandRun& run, const std::string& name) {
    std::vector<std::string_view> known;
    for (const PermissionRow& row : permissions())
        known.push_back(row.name);
    return refuse(run, fmt::format("\"{}\" is no scope: use {}", name, fmt::join(known, ", ")));
}

bool is_group(const std::string& name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) >= ' ' && c != ',' && c != ':' && c != '\x7F';
    });
}

/// The first that cannot be a group.
std::optional<std::string> wrong_group(const std::vector<std::string>& groups) {
    const auto wrong = std::find_if_not(groups.begin(), groups.end(), is_group);
    return wrong == groups.end() ? std::nullopt : std::optional{*wrong};
}

int refuse_group(const CommandRun& run, const std::string& name) {
    return refuse(run, fmt::format("\"{}\" cannot be a group", name));
}

std::vector<std::string> lower_case(const std::vector<std::string>& groups) {
    std::vector<std::string> lower;
    lower.reserve(groups.size());
    for (const auto& group : groups)
        lower.push_back(lower_ascii(group));
    return lower;
}

std::string with_groups(const Account& account) {
    return account.groups.empty() ? fmt::format("{} as {}", account.name, account.role)
                                  : fmt::format("{} as {} in {}", account.name, account.role,
                                                fmt::join(account.groups, ", "));
}

/// The hash of a password that is asked for; nothing, and said why, if it is weak.
std::optional<std::string> new_hash(const CommandRun& run, const std::string& name,
                                    const AskPassword& ask) {
    const std::string password = ask(name);
    if (const auto weakness = weakness_of(password, name); !weakness.empty()) {
        run.err << fmt::format("the password is refused: {}\n", weakness);
        return std::nullopt;
    }
    return PasswordHasher{}.hash(password);
}

}  // namespace

int add_user(const CommandRun& run, const NewUser& user, const AskPassword& ask) {
    Account account{.name = account_name(user.name),
                    .role = user.role,
                    .created = run.now,
                    .password_changed = run.now};
    if (account.name.empty())
        return refuse_name(run, user.name);
    if (!role_of_account(user.role))
        return refuse_role(run, user.role);
    if (const auto wrong = wrong_group(user.groups))
        return refuse_group(run, *wrong);
    account.groups = lower_case(user.groups);
    Store store(store_file(run.config));
    Connection& connection = store.connection();
    const auto taken = [&] {
        return refuse(run, fmt::format("there is an account \"{}\" already", account.name));
    };
    if (account_named(account.name, connection))
        return taken();
    const auto hash = new_hash(run, account.name, ask);
    if (!hash)
        return kRefused;
    account.password = *hash;
    Transaction transaction(connection);
    if (!AccountTable(connection).add(account))
        return taken();
    note(run, connection, "account-added", with_groups(account));
    transaction.commit();
    run.out << fmt::format("added {}\n", with_groups(account));
    return kDone;
}

int change_user(const CommandRun& run, const UserChange& change) {
    if (change.role && !role_of_account(*change.role))
        return refuse_role(run, *change.role);
    if (!change.role && !change.groups)
        return refuse(run, "say what is to be another: --role, --groups or --no-groups");
    const auto groups = change.groups.value_or(std::vector<std::string>{});
    if (const auto wrong = wrong_group(groups))
        return refuse_group(run, *wrong);
    Store store = existing_store(run.config, kNoStore);
    Connection& connection = store.connection();
    Transaction transaction(connection);
    auto account = account_named(change.name, connection);
    if (!account)
        return refuse_unknown_account(run, change.name);
    account->role = change.role.value_or(account->role);
    if (change.groups)
        account->groups = lower_case(groups);
    AccountTable(connection).set_rights(account->id, account->role, account->groups);
    note(run, connection, "account-changed", with_groups(*account));
    transaction.commit();
    run.out << fmt::format("changed {}\n", with_groups(*account));
    return kDone;
}

int list_users(const CommandRun& run, bool as_json) {
    Store store = existing_store(run.config, kNoStore);
    const auto accounts = AccountTable(store.connection()).all();
    run.out << (as_json ? to_json(accounts) : to_text(accounts));
    return kDone;
}

int set_user_disabled(const CommandRun& run, const std::string& name, bool disabled) {
    Store store = existing_store(run.config, kNoStore);
    Connection& connection = store.connection();
    Transaction transaction(connection);
    const auto account = account_named(name, connection);
    if (!account)
        return refuse_unknown_account(run, name);
    AccountTable(connection).set_disabled(account->id, disabled);
    if (disabled)
        Sessions(connection).close_all(account->id);
    note(run, connection, disabled ? "account-disabled" : "account-enabled", account->name);
    transaction.commit();
    run.out << fmt::format("{} {}\n", disabled ? "disabled" : "enabled", account->name);
    return kDone;
}

int change_password(const CommandRun& run, const std::string& name, const AskPassword& ask) {
    Store store = existing_store(run.config, kNoStore);
    Connection& connection = store.connection();
    const auto account = account_named(name, connection);
    if (!account)
        return refuse_unknown_account(run, name);
    const auto hash = new_hash(run, account->name, ask);
    if (!hash)
        return kRefused;
    Transaction transaction(connection);
    AccountTable(connection).set_password(account->id, *hash, run.now);
    Sessions(connection).close_all(account->id);
    note(run, connection, "password-changed", account->name);
    transaction.commit();
    run.out << fmt::format("changed the password of {}, who is signed out everywhere\n",
                           account->name);
    return kDone;
}

int add_token(const CommandRun& run, const NewToken& wanted) {
    const std::string name = account_name(wanted.name);
    if (name.empty())
        return refuse_name(run, wanted.name);
    if (wanted.account.has_value() == wanted.role.has_value())
        return refuse(run, "name either --account or --role: whom the token acts for");
    for (const auto& scope : wanted.scopes)
        if (!permission_named(scope))
            return refuse_scope(run, scope);
    if (wanted.role && !role_of_account(*wanted.role))
        return refuse_role(run, *wanted.role);
    Store store(store_file(run.config));
    Connection& connection = store.connection();
    const std::string secret = new_api_token();
    Transaction transaction(connection);
    ApiToken token{.name = name,
                   .role = wanted.role.value_or(""),
                   .scopes = wanted.scopes,
                   .created = run.now,
                   .expires = run.now + std::chrono::days{wanted.days}};
    if (wanted.account) {
        const auto account = account_named(*wanted.account, connection);
        if (!account)
            return refuse_unknown_account(run, *wanted.account);
        token.account = account->name;
    }
    if (!ApiTokenTable(connection).add(token, hash_of_token(secret)))
        return refuse(run, fmt::format("there is, or was, a token \"{}\" already", name));
    note(run, connection, "token-added",
         fmt::format("{} for {} {}: {}", name, wanted.account ? "account" : "role",
                     wanted.account ? token.account : token.role, fmt::join(token.scopes, ", ")));
    transaction.commit();
    run.err << "This token is shown once; keep it where programs keep their passwords:\n";
    run.out << secret << '\n';
    return kDone;
}

int list_tokens(const CommandRun& run, bool as_json) {
    Store store = existing_store(run.config, kNoStore);
    const auto tokens = ApiTokenTable(store.connection()).all();
    run.out << (as_json ? to_json(tokens, run.now) : to_text(tokens, run.now));
    return kDone;
}

int revoke_token(const CommandRun& run, const std::string& name) {
    Store store = existing_store(run.config, kNoStore);
    Connection& connection = store.connection();
    Transaction transaction(connection);
    if (!ApiTokenTable(connection).revoke(account_name(name), run.now))
        return refuse(run, fmt::format("there is no token \"{}\" that is not revoked", name));
    note(run, connection, "token-revoked", account_name(name));
    transaction.commit();
    run.out << fmt::format("revoked {}\n", account_name(name));
    return kDone;
}

int show_audit_trail(const CommandRun& run, std::optional<unsigned> most, bool as_json) {
    Store store = existing_store(run.config, kNoStore);
    const auto entries = AuditTrail(store.connection()).entries(most);
    run.out << (as_json ? to_json(entries) : to_text(entries));
    return kDone;
}

}  // namespace firstline
