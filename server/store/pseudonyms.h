#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "server/store/sqlite.h"

namespace firstline {

/// The visitor ids of those who are signed in: one for all their browsers, as short-lived as a
/// cookie's. Once it is gone, nothing leads from what was done back to the account.
class PseudonymTable {
public:
    explicit PseudonymTable(Connection& connection) : connection_(connection) {}

    /// The pseudonym of the account if it was made after `since`; else `fresh` becomes it, now.
    std::string of(std::string_view account, std::string_view fresh, std::chrono::sys_seconds since,
                   std::chrono::sys_seconds now);
    void purge(std::chrono::sys_seconds before);

private:
    Connection& connection_;
};

}  // namespace firstline
