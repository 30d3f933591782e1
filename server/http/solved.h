#pragma once

#include <optional>

#include "server/http/message.h"
#include "server/http/site.h"
#include "server/pages/solved_view.h"
#include "server/search/library.h"

namespace firstline {

/// The vote that the address names (`?vote=TOKEN`), which whoever has cast it was led to. Nothing
/// if there is none, or while the store cannot be asked.
std::optional<Vote> vote_named_in(const Site& site, const Request& request);

/// "Did this solve it?" below the article of `view`. A vote on another article is none.
SolvedView solved_view(const ArticleView& view, const std::optional<Vote>& vote, Reading& reading);

/// The text of an article as it is kept with the votes on it.
VotedText voted_text(const StoredArticle& article);

}  // namespace firstline
