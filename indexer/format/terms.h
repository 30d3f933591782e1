#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// Prefix and text as a term; hashed behind the prefix when it would be too long for Xapian.
std::string term(std::string_view prefix, std::string_view text);

/// The form in which names (slugs, ids, paths, old URLs) are compared: lower case, without outer
/// slashes, `.md` and a leading `a/`.
std::string folded_name(std::string_view name);

}  // namespace firstline
