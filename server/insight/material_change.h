#pragma once

#include <string_view>

namespace firstline {

/// A larger part of the words than this, changed, makes another text of it.
inline constexpr double kSmallEdit = .05;

/// Whether what was said of one text does not hold for the other: any change in code, numbers,
/// links, steps or negation, else more than kSmallEdit of the words. Both as comparable_text()
/// makes them of an article's HTML.
bool material_change(std::string_view before, std::string_view after);

}  // namespace firstline
