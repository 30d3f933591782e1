#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/article.h"
#include "indexer/article/audience_rules.h"
#include "indexer/article/knowledge_base.h"
#include "indexer/article/problem.h"
#include "indexer/article/yaml_value.h"

namespace firstline {

/// What the fields of an article are read into.
struct FieldValues {
    Article article;
    DeclaredAudience audience;
    bool state_named = false;  ///< under `state` itself, not by a flag such as `draft`
};

/// A map of fields, and the file it stands in.
struct FieldSource {
    const YamlValue* fields = nullptr;
    std::string path;
};

struct FieldReading {
    const KnowledgeBase& kb;
    Date today;
    /// The article's own fields first, then `_defaults.yml` from the nearest folder upward.
    std::vector<FieldSource> sources;
};

/// Reads every field of the table from the first source that has it. Problems of values are
/// reported only for the first source: inherited files are checked once, on their own.
FieldValues read_fields(const FieldReading& reading, Problems& problems);

/// A key that no spelling of the table explains and that is close to one.
struct UnknownKey {
    std::string key;
    std::string close;  ///< the spelling that was meant, perhaps
    int line = 1;       ///< of the value
};

std::vector<UnknownKey> unknown_keys(const YamlValue& fields, const KnowledgeBase& kb);

/// Reports keys that no spelling of the table explains and that are close to one ("did you mean").
/// Keys well known elsewhere, and keys close to nothing, are fine.
void report_unknown_keys(const FieldSource& source, const KnowledgeBase& kb, Problems& problems);

/// All names of the field with this canonical name, this first: of several in one file the first
/// counts.
std::vector<std::string> spellings_of(std::string_view field, const KnowledgeBase& kb);

/// Whether `name` is the canonical name of a field, ASCII case aside.
bool is_field(std::string_view name);

/// `6 months`, `90 days`, `12w`, `1 year`, `P6M`, `180` (days), `quarterly`. A month counts as the
/// twelfth part of a year.
std::optional<std::chrono::days> parse_interval(std::string_view text);

}  // namespace firstline
