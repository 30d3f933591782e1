#pragma once

#include <string>

#include "indexer/article/problem.h"
#include "indexer/article/yaml_value.h"

namespace firstline {

/// What of a desk's rules the server could not use, told with its line of `_kb.yml`.
void check_hours(const YamlValue& hours, const std::string& path, Problems& problems);
void check_priorities(const YamlValue& priorities, const std::string& path, Problems& problems);
void check_categories(const YamlValue& categories, const std::string& path, Problems& problems);

}  // namespace firstline
