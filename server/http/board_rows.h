#pragma once

#include <string>
#include <vector>

#include "server/pages/board_view.h"

namespace firstline {

/// A part of the board for programs, as openapi.json describes it.
std::string board_json(const std::vector<BoardArticle>& articles, const BoardView& view);

/// A line an article, the first to mend first.
std::string board_csv(const std::vector<BoardArticle>& articles, const BoardView& view);

/// This week's articles as an Atom feed; `base` begins its addresses. Each week tells anew what is
/// still to mend.
std::string board_atom(const BoardView& view, const std::string& base, const std::string& name,
                       std::chrono::sys_days monday);

}  // namespace firstline
