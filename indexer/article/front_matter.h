#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/article/problem.h"
#include "indexer/article/yaml_value.h"

namespace firstline {

/// More than any honest head; keeps what the YAML parser gets small.
inline constexpr std::size_t kLargestFrontMatter = std::size_t{64} * 1024;

/// A file cut into its YAML head and its Markdown body.
struct FrontMatter {
    bool present = false;
    bool broken = false;  ///< damaged: what it meant to say of readers and state is not certain
    YamlValue fields;     ///< a map, or null without one
    std::string text;     ///< of a broken head, as written
    std::string_view body;
    int body_line = 1;  ///< the line of the file on which `body` starts
};

/// Splits and reads `text`, the whole of the file at `path`, without a BOM. The head stands between
/// a first line `---` and a line `---` or `...`. Damage is reported.
FrontMatter read_front_matter(std::string_view text, const std::string& path, Problems& problems);

}  // namespace firstline
