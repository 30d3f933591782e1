#pragma once

#include "server/pages/page_data.h"

namespace firstline {

/// For the part `board_tabs`, on the page of one of them: `gaps_here`, `failing_here`,
/// `trends_here`.
void add_board_tabs(PageData& data, const char* here);

}  // namespace firstline
