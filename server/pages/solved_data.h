#pragma once

#include "server/pages/page_data.h"
#include "server/pages/solved_view.h"

namespace firstline {

/// Adds what parts/solved.html shows.
void add_solved(PageData& data, const SolvedView& view);

}  // namespace firstline
