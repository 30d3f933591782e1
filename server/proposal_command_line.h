#pragma once

#include <CLI/CLI.hpp>

#include "server/account_command_line.h"

namespace firstline {

/// Adds `proposals`; `chosen` becomes the one that is given.
void add_proposal_commands(CLI::App& app, Command& chosen);

}  // namespace firstline
