#pragma once

#include <chrono>
#include <ostream>
#include <string>
#include <string_view>

#include "server/config.h"
#include "server/store/store.h"

namespace firstline {

/// What a command is run with.
struct CommandRun {
    const ServerConfig& config;
    std::string operator_name;  ///< the user of the machine, for the audit trail
    std::chrono::sys_seconds now{};
    std::ostream& out;
    std::ostream& err;
};

/// The exit codes of commands.
constexpr int kDone = 0;
constexpr int kRefused = 1;  ///< for the reason on `err`; or done but in part

/// What stands in the audit trail in place of a network address.
constexpr const char* kCommandLine = "command line";

/// Says why on `err`; returns kRefused.
int refuse(const CommandRun& run, const std::string& why);

/// The store, unless nothing was ever kept: then throws StoreError, which ends with `why_none`.
Store existing_store(const ServerConfig& config, std::string_view why_none);

/// Notes in the audit trail what the command changes.
void note(const CommandRun& run, Connection& connection, const char* what, std::string about);

}  // namespace firstline
