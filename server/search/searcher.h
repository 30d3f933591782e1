#pragma once

#include "server/search/open_index.h"
#include "server/search/search_types.h"

namespace firstline {

/// Full search. Throws Xapian::DatabaseModifiedError when a writer overtook this reader, nothing
/// for what a user typed.
SearchResults search(const SearchRequest& request, OpenIndex& index);

}  // namespace firstline
