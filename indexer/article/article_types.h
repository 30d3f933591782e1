#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// The type of article that a word of this or another system means: `fix` for `troubleshooting`. A
/// word that is known nowhere stays as it is. `word` in lower case.
std::string article_type(std::string_view word);

}  // namespace firstline
