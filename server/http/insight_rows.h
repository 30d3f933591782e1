#pragma once

#include <string>

#include "server/insight/report.h"

namespace firstline {

/// Every number of the report, for programs, as openapi.json describes it.
std::string to_json(const InsightReport& report);

/// Every share, count and time of the report, a line each: section, group, measure, count, n,
/// value, low, high. As RFC 4180 says; what a spreadsheet would take for a formula begins with an
/// apostrophe.
std::string to_csv(const InsightReport& report);

}  // namespace firstline
