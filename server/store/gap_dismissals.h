#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/sqlite.h"

namespace firstline {

/// "No article is needed for this": why, and who said so.
struct GapDismissal {
    std::string topic;  ///< Gap::topic
    std::string reason;
    std::string by;  ///< name of the account
    std::chrono::sys_seconds at{};
};

class GapDismissalTable {
public:
    explicit GapDismissalTable(Connection& connection) : connection_(connection) {}

    /// Said again, the later reason stands.
    void put(const GapDismissal& dismissal);
    /// False if there was none.
    bool take_back(std::string_view topic);
    /// The newest first.
    std::vector<GapDismissal> all();

private:
    Connection& connection_;
};

}  // namespace firstline
