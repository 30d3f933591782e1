#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/search/declared_names.h"
#include "server/search/match.h"

namespace firstline {

/// What tells exactly what a text is about, each thing once, at most kMostChips, in the order of
/// the text; where there are more, codes, devices and versions stay rather than products, and these
/// rather than tags:
///  - codes: error numbers, constants, exceptions, status codes, event ids, KB numbers;
///  - products: those of `names`;
///  - versions: `Windows 11`, `v2.3.1`, `10.0.19045`, `Office 2019`, `iOS 17.2`;
///  - devices: names of hosts and models (`LAPTOP-3F2K91`, `HP LaserJet 4250`).
/// Never addresses, telephone numbers, tickets, dates, what stands behind `password`, nor anything
/// of only letters but what `names` hold.
/// @param telling  without what surrounds it (whole_text.h); any bytes are taken
std::vector<Chip> chips_in(std::string_view telling, const DeclaredNames& names);

/// `text` without the chips, wherever they stand as whole words; case and kinds of blanks ignored.
std::string without_chips(std::string text, const std::vector<std::string>& chips);

/// What articles must hold that hold a chip: the number alone of `error code: 1603`, which they
/// write in other ways.
std::string_view held_by_articles(std::string_view chip);

}  // namespace firstline
