#pragma once

#include <string_view>

#include "indexer/text/html.h"

namespace firstline {

/// What stands under one heading of an article: the heading and all up to the next one of its
/// level or above. With an empty anchor, what stands before the first heading. Empty if there is
/// no such heading. `html` is an article's, as the index keeps it; what comes out is as safe, and
/// closes whatever it opens.
Html section_html(std::string_view html, std::string_view anchor);

}  // namespace firstline
