#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "server/store/incidents.h"

namespace firstline {

/// An alert of a monitoring system: a known incident begins, goes on or ends.
struct Alert {
    Incident incident;  ///< `until`: when it is over by itself
    bool over = false;  ///< ended at `incident.until`
};

/// How long an alert holds that is not repeated and does not say when it ends.
inline constexpr std::chrono::hours kAlertHolds{24};

/// Reads what Alertmanager posts to a webhook; which labels and annotations count says the manual
/// (tickets.md). Throws BadDeskMessage.
std::vector<Alert> alerts_from(std::string_view json, std::chrono::sys_seconds now);

/// In one transaction. Throws StoreError.
void apply_alerts(const std::vector<Alert>& alerts, Connection& connection);

}  // namespace firstline
