#pragma once

#include <string>
#include <string_view>

#include "server/pages/pages.h"

namespace firstline {

/// 21 Nov 2026, the day on which the pages of these tests are looked at.
Date today();
Date day(std::string_view text);

/// The project's own templates.
const Pages& pages();

Frame sample_frame();
ArticleRecord sample_record(const std::string& slug, const std::string& title);
Hit sample_hit(const std::string& slug, const std::string& title);

/// Ten hits of 34, in one product, with facets.
ResultsView sample_results(const std::string& query);

bool holds(std::string_view page, std::string_view text);

/// How often `text` stands in `page`.
int count_of(std::string_view page, std::string_view text);

}  // namespace firstline
