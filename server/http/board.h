#pragma once

#include <vector>

#include "server/http/site.h"
#include "server/http/target.h"
#include "server/pages/board_view.h"
#include "server/search/library.h"

namespace firstline {

/// Every article that the reader of `reading` may read, the first to mend first; sound ones last.
/// Without a store nothing is known of readers, flags and uses. Throws StoreError.
std::vector<BoardArticle> board_of(const Site& site, Reading& reading);

/// Reads view, owner, product, type, state, reason and page. Throws BadRequest for a program's page
/// that is no number.
BoardQuery board_query_from(const Target& target, bool is_program);

/// Whether there is something to mend that the query asks for.
bool is_asked_for(const BoardArticle& article, const BoardQuery& query);

/// At most kOfWeek of each owner, in the order given: those of `own_team` first, then whoever has
/// the most urgent one.
std::vector<BoardGroup> this_week(std::vector<BoardArticle> articles, const std::string& own_team);

BoardChoices choices_among(const std::vector<BoardArticle>& articles);
std::vector<ReviewAges> review_ages_of(const std::vector<BoardArticle>& articles, Date today);

}  // namespace firstline
