#pragma once

#include <filesystem>

#include "indexer/article/knowledge_base.h"
#include "indexer/article/problem.h"
#include "indexer/article/yaml_value.h"

namespace firstline {

/// Reads what `_kb.yml` says into `kb`. Keys and values that cannot be read are reported.
void read_kb_settings(const YamlValue& settings, const std::string& path, KnowledgeBase& kb,
                      Problems& problems);

/// The lists beside `_kb.yml`; a file that is not there is an empty list.
void read_owners(const std::filesystem::path& root, KnowledgeBase& kb, Problems& problems);
void read_synonyms(const std::filesystem::path& root, KnowledgeBase& kb, Problems& problems);
void read_notices(const std::filesystem::path& root, KnowledgeBase& kb, Problems& problems);
/// `_retired.yml`, and `retired` of `_kb.yml`, which is for a folder in which one cannot write.
void read_retired(const std::filesystem::path& root, KnowledgeBase& kb, Problems& problems);
void read_retired(const YamlValue& list, const std::string& path, KnowledgeBase& kb,
                  Problems& problems);
void read_redirections(const std::filesystem::path& root, KnowledgeBase& kb, Problems& problems);

/// `2026-11-20`, `2026-11-20T09:40`, `2026-11-20T09:40:30Z`, `2026-11-20 09:40+01:00`. Without an
/// offset the time is read as UTC.
std::optional<std::chrono::sys_seconds> parse_moment(std::string_view text);

}  // namespace firstline
