#pragma once

#include <string>
#include <string_view>

#include "indexer/text/language.h"

namespace firstline {

/// What a text is about, as Event::topic keeps it: the stems of its words that are neither stop
/// words nor such as people use whatever their trouble is ("please", "help"), each once, at most
/// 12, parted by blanks. If nothing is left, of all its words.
std::string topic_of(std::string_view text, Language& language);

}  // namespace firstline
