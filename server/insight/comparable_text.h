#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// An article's HTML as the text that material_change() compares, and that is kept of what was
/// voted on: a line a paragraph; steps begin with `1. `, other items with `- `; code stands between
/// backticks, and the target of a link behind its words as `<target>`.
std::string comparable_text(std::string_view html);

}  // namespace firstline
