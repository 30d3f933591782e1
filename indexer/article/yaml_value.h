#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "indexer/article/problem.h"

namespace firstline {

/// A piece of a YAML document as plain data, so that it can be kept and shared between threads
/// (the parser's own nodes cannot).
struct YamlValue {
    enum class Kind { null, scalar, list, map };

    Kind kind = Kind::null;
    std::string scalar;  ///< as written, without quotes
    bool quoted = false;
    int line = 1;                   ///< of the file
    std::vector<YamlValue> items;   ///< of a list, or the values of a map
    std::vector<std::string> keys;  ///< of a map, beside `items`

    bool is_null() const { return kind == Kind::null; }
    bool is_scalar() const { return kind == Kind::scalar; }
    bool is_list() const { return kind == Kind::list; }
    bool is_map() const { return kind == Kind::map; }

    /// The value of the first key that equals `key`, ASCII case aside; nullptr without one.
    const YamlValue* find(std::string_view key) const;
};

struct YamlDocument {
    YamlValue root;
    bool broken = false;
};

/// Reads `text`, whose first line is line `first_line` of `path`. Damage and repeated keys are
/// reported; of repeated keys the first one stays. When a map at the top is damaged, those of its
/// entries that can be read on their own are kept.
YamlDocument parse_yaml(std::string_view text, const std::string& path, int first_line,
                        Problems& problems);

/// The scalar without blanks around it; empty for anything else.
std::string scalar_text(const YamlValue& value);

/// The entries of a list, or of a scalar with commas between them; blanks around entries and empty
/// entries are gone.
std::vector<std::string> text_list(const YamlValue& value);

/// `true`, `yes`, `on`, `1` and their opposites; nothing for anything else.
std::optional<bool> truth(const YamlValue& value);

/// The keys of a map stay in the order in which they were written: it is one for people.
nlohmann::ordered_json to_json(const YamlValue& value);

}  // namespace firstline
