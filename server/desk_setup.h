#pragma once

#include <filesystem>
#include <string>

#include "server/config.h"
#include "server/tickets/ticket_systems.h"

namespace firstline {

/// What the settings say of tickets and mail, with the secrets out of their files. Throws
/// ConfigError for a file that cannot be read.
TicketSystemSettings ticket_system_settings(const ServerConfig& config);

/// What the messages of the desk's system are signed with; empty: none are taken. Throws
/// ConfigError.
std::string desk_secret(const ServerConfig& config);

/// What stands in a file, without the line break at its end. Secrets come from files alone: the
/// environment and the command line of a process can be read by others. Throws ConfigError, also
/// for less than 16 characters.
std::string secret_from(const std::filesystem::path& file);

}  // namespace firstline
