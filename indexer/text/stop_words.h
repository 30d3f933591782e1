#pragma once

#include <string_view>

namespace firstline {

/// Words of a language that carry little meaning, parted by blanks; empty for languages that have
/// no list here. `tag` as language_tag() gives it.
std::string_view stop_words_for(std::string_view tag);

/// Words people use whatever their trouble is, likewise.
std::string_view chatter_for(std::string_view tag);

}  // namespace firstline
