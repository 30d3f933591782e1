#pragma once

#include <string_view>

namespace firstline {

/// Whether the Markdown parser will surely be done with `text` in about a second and 200 MB.
/// Looks at the shape of its lines only, in linear time; `false` accuses nobody.
bool is_cheap_to_parse(std::string_view text);

}  // namespace firstline
