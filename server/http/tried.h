#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/library.h"
#include "server/store/events.h"
#include "server/store/votes.h"

namespace firstline {

/// What somebody has tried before they ask a person, for the desk to read: `Searched for "..."`,
/// `Read "..." and said that it did not help: a step failed`. In the order in which it happened,
/// each once, the newest 12. Of articles only what `reading` may read.
std::vector<std::string> tried_by(const std::vector<Event>& events, const std::vector<Vote>& votes,
                                  Reading& reading);

}  // namespace firstline
