#pragma once

#include "server/pages/page_data.h"
#include "server/pages/views.h"

namespace firstline {

/// Adds what the article's page shows.
void add_article(PageData& data, const Frame& frame, const ArticleView& view);

/// Whether search engines may show this article.
bool is_listed(const ArticleRecord& article);

}  // namespace firstline
