#pragma once

#include "indexer/checks/check_run.h"
#include "indexer/format/audit.h"

namespace firstline {

/// What was found of articles, as the index keeps it. What is found of no single article (lists,
/// settings) is left out, and so is what the index keeps with its articles.
Audit audit_of(const Collection& articles, const CheckResult& result);

}  // namespace firstline
