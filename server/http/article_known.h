#pragma once

#include "server/http/site.h"
#include "server/pages/known_view.h"
#include "server/search/library.h"

namespace firstline {

/// All that is known of an article that the reader of `reading` may read; of people nothing without
/// a store. Throws StoreError.
ArticleKnown known_of(const Site& site, Reading& reading, const StoredArticle& article);

}  // namespace firstline
