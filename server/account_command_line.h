#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "server/account_commands.h"
#include "server/config.h"

namespace firstline {

/// What the command line asks for beside serving; returns the exit code.
using Command = std::function<int(const ServerConfig&)>;

/// A command that is typed here and now.
CommandRun run_with(const ServerConfig& config);

/// Adds `user`, `token` and `audit-trail`; `chosen` becomes the one that is given.
void add_account_commands(CLI::App& app, Command& chosen);

}  // namespace firstline
