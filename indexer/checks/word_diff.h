#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// How `after` differs from `before`, for a person: lines that stay are shown around changes, and
/// in a changed line `[-words that go-]` and `{+words that come+}`. Empty if nothing differs.
std::string word_diff(std::string_view before, std::string_view after);

}  // namespace firstline
