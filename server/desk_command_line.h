#pragma once

#include <CLI/CLI.hpp>

#include "server/account_command_line.h"

namespace firstline {

/// Adds `outbox`, `notice` and `tickets`; `chosen` becomes the one that is given.
void add_desk_commands(CLI::App& app, Command& chosen);

}  // namespace firstline
