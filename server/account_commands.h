#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/command_run.h"

namespace firstline {

/// Asks for the new password of the account of this name.
using AskPassword = std::function<std::string(const std::string& account)>;

struct NewUser {
    std::string name;
    std::string role;
    std::vector<std::string> groups;
};

/// A token that acts for an account or as a role: one of the two is set.
struct NewToken {
    std::string name;
    std::optional<std::string> account;
    std::optional<std::string> role;
    std::vector<std::string> scopes;
    unsigned days = 0;  ///< until it expires
};

/// The commands of kb-server about who may come in. Each returns an exit code: 0 done; 1 refused,
/// for the reason on `err`, and nothing changed. They throw ConfigError and StoreError. What they
/// change stands in the audit trail.
int add_user(const CommandRun& run, const NewUser& user, const AskPassword& ask);
/// What is to be another; what is nothing stays. An empty list of groups is none.
struct UserChange {
    std::string name;
    std::optional<std::string> role;
    std::optional<std::vector<std::string>> groups;
};

/// Counts at once, also where they are signed in.
int change_user(const CommandRun& run, const UserChange& change);

int list_users(const CommandRun& run, bool as_json);
/// Disabling signs out everywhere.
int set_user_disabled(const CommandRun& run, const std::string& name, bool disabled);
/// Signs out everywhere, too.
int change_password(const CommandRun& run, const std::string& name, const AskPassword& ask);

/// The token alone goes to `out`: nobody sees it a second time.
int add_token(const CommandRun& run, const NewToken& token);
int list_tokens(const CommandRun& run, bool as_json);
int revoke_token(const CommandRun& run, const std::string& name);

/// The newest `most` entries, or all.
int show_audit_trail(const CommandRun& run, std::optional<unsigned> most, bool as_json);

}  // namespace firstline
