#pragma once

#include <string_view>

#include "server/pages/page_data.h"
#include "server/pages/views.h"

namespace firstline {

/// Adds what `parts/results` shows: the heading, correction, facets, hits and the way on.
void add_results(PageData& data, const Frame& frame, const ResultsView& view);

/// A hit as `parts/hits` shows it.
PageData hit_data(const Hit& hit, const Frame& frame, bool explain);

/// Adds `hits`, each as `parts/hits` shows it.
void add_hits(PageData& data, const Frame& frame, const std::vector<Hit>& hits, bool explain);

/// The window's title of a results page.
std::string results_title(const SearchRequest& request);

/// Chips of the types that a reader should know before opening an article.
std::vector<std::string> labels_of(const ArticleRecord& article);

}  // namespace firstline
