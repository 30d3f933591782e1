#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/knowledge_base.h"
#include "server/http/site.h"

namespace firstline {

/// The key of an incident of `_notices.yml`, of its title and its beginning: an incident that comes
/// back another day is another one.
std::string notice_key(const Notice& notice);

/// What is open now: told to the running server first, then of `_notices.yml`. Each has a key
/// unless nothing that people say is kept.
std::vector<Notice> open_notices(const Site& site, const KnowledgeBase& kb);

/// Those of them that a text is about.
std::vector<Notice> incidents_about(const Site& site, std::string_view text,
                                    const KnowledgeBase& kb);

}  // namespace firstline
