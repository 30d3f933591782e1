#pragma once

#include <filesystem>

#include "indexer/checks/check_run.h"

namespace firstline {

/// Takes from `result` the problems that `file` knows: as many of each fingerprint_text() as stand
/// there. Throws std::runtime_error if it cannot be read or is no baseline.
void leave_out_known(const std::filesystem::path& file, CheckResult& result);

/// Writes all problems of `result` as known. Sorted, so that changes of it are easily read.
/// Throws std::runtime_error if it cannot be written.
void write_baseline(const std::filesystem::path& file, const CheckResult& result);

}  // namespace firstline
