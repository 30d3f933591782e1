#pragma once

#include <string>
#include <vector>

#include "server/search/open_index.h"

namespace firstline {

/// Whether a title, alias or heading has a word that begins so.
bool begins_a_name(const std::string& typed, const OpenIndex& index);

/// What a typed word may have been meant as: beginnings of words of titles, aliases and headings
/// that are one letter more, less or other than `typed`, or have two neighbours exchanged. The
/// first letter is taken for right (people see it go wrong) unless it is exchanged. Those of no
/// fewer letters come first, of them those that more articles have; at most kMostNear; none for
/// words under kShortestCorrected.
std::vector<std::string> near_beginnings(const std::string& typed, const OpenIndex& index);

}  // namespace firstline
