#include "server/command_run.h"

#include <utility>

#include <fmt/format.h>

#include "server/store/audit_trail.h"

namespace firstline {

int refuse(const CommandRun& run, const std::string& why) {
    run.err << why << '\n';
    return kRefused;
}

Store existing_store(const ServerConfig& config, std::string_view why_none) {
    const auto file = store_file(config);
    auto store = Store::if_exists(file);
    if (!store)
        throw StoreError(fmt::format("there is no store {}; {}", file.string(), why_none));
    return std::move(*store);
}

void note(const CommandRun& run, Connection& connection, const char* what, std::string about) {
    AuditTrail(connection)
        .add({.when = run.now,
              .who = run.operator_name,
              .what = what,
              .about = std::move(about),
              .address = kCommandLine});
}

}  // namespace firstline
