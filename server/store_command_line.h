#pragma once

#include <CLI/CLI.hpp>

#include "server/account_command_line.h"

namespace firstline {

/// Adds the commands `learn`, `learned` and `backup`: what is typed of them sets `chosen`.
void add_store_commands(CLI::App& app, Command& chosen);

}  // namespace firstline
