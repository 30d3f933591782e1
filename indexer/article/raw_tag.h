#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/article/html_rules.h"

namespace firstline {

/// A tag of raw HTML, cut into its parts.
struct RawTag {
    bool closes = false;     ///< `</b>`
    std::size_t length = 0;  ///< in bytes, from `<` to `>`
    std::string name;        ///< in lower case
    std::string attributes;  ///< the allowed ones, as they will be written, a blank before each
    std::string place;  ///< what its `id` or `name` calls it, as an attribute's value is written
    const ElementRule* rule = nullptr;  ///< nullptr: the element is not allowed
    bool has_values = false;            ///< `name="value"`: meant as HTML, no placeholder
};

/// The tag at the front of `html`, which begins with `<`; nothing if it does not have the shape of
/// one. `line` is where it stands. Looks no further than the next `<`.
std::optional<RawTag> read_raw_tag(std::string_view html, int line);

}  // namespace firstline
