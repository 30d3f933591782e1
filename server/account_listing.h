#pragma once

#include <span>
#include <string>

#include "server/store/accounts.h"
#include "server/store/api_tokens.h"
#include "server/store/audit_trail.h"

namespace firstline {

/// How the command line shows them: a line each, or a JSON array. No hash is shown.
std::string to_text(std::span<const Account> accounts);
std::string to_json(std::span<const Account> accounts);
std::string to_text(std::span<const ApiToken> tokens, std::chrono::sys_seconds now);
std::string to_json(std::span<const ApiToken> tokens, std::chrono::sys_seconds now);
std::string to_text(std::span<const AuditEntry> entries);
std::string to_json(std::span<const AuditEntry> entries);

}  // namespace firstline
