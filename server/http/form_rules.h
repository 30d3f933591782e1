#pragma once

#include <chrono>

#include "indexer/article/knowledge_base.h"
#include "server/pages/ticket_view.h"

namespace firstline {

/// Adds what the desk promises: its plan, whether somebody is there at `now`, and for each pair of
/// facts when a person answers.
void add_rules(HelpView& view, const KnowledgeBase& kb, std::chrono::sys_seconds now);

}  // namespace firstline
