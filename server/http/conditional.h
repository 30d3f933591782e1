#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace firstline {

/// A weak entity tag over everything that an answer was made from: two answers with the same tag
/// say the same, though the milliseconds they took may differ.
std::string weak_tag(const std::vector<std::string>& made_from);

/// A strong one, for answers that are the same to the byte.
std::string strong_tag(const std::vector<std::string>& made_from);

/// Whether If-None-Match names `tag`, compared weakly as RFC 9110 asks of it.
bool client_has(const Request& request, std::string_view tag);

/// 304 with what a cache needs to go on using what it has.
Reply not_modified(std::string_view tag, std::string_view cache_control);

}  // namespace firstline
