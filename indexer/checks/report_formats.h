#pragma once

#include <cstddef>
#include <string>

#include "indexer/checks/check_run.h"

namespace firstline {

/// `path:line: severity: message [code]` for each problem that is at least `least`, then what mends
/// them by code, what lies below `least` by code, and the counts.
std::string check_text(const CheckResult& result, Severity least);

/// {"articles", "errors", "warnings", "advice", "known", "problems": [{path, line, severity, code,
/// message, action}]}, with the problems that are at least `least`.
std::string check_json(const CheckResult& result, Severity least);

/// SARIF 2.1.0, one run; its rules are the whole table of checks.
std::string check_sarif(const CheckResult& result, Severity least);

/// The table of checks, a line each: code, severity, what it finds; below it what mends that.
std::string checks_in_words();

/// What stays the same of a problem when lines move and counts change: its code, its path and its
/// message without digits.
std::string fingerprint_text(const Problem& problem);

}  // namespace firstline
