#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/knowledge_base.h"

namespace firstline {

/// Incidents that hold at `now`, in the order of `_notices.yml`.
std::vector<Notice> current_notices(const KnowledgeBase& kb, std::chrono::sys_seconds now);

/// Those of the current ones that `query` is about: it has one of their words, inflected or not.
std::vector<Notice> notices_about(std::string_view query, const KnowledgeBase& kb,
                                  std::chrono::sys_seconds now);

/// The same among these.
std::vector<Notice> notices_about(std::string_view query, std::vector<Notice> notices,
                                  const std::string& language);

}  // namespace firstline
