#pragma once

#include "server/pages/page_data.h"
#include "server/pages/views.h"

namespace firstline {

/// Adds what the article's page shows.
void add_article(PageData& data, const Frame& frame, const ArticleView& view);

/// Adds the ways to a person from an article, which carry along that it was read.
void add_article_door(PageData& data, const Frame& frame, const ArticleView& view);

/// Adds the commands of an article: `diagnose`.
void add_diagnose(PageData& data, const std::vector<Diagnosis>& diagnose);

/// Whether search engines may show this article.
bool is_listed(const ArticleRecord& article);

}  // namespace firstline
