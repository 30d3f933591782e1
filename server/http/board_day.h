#pragma once

#include "server/http/site.h"

namespace firstline {

/// Names of board_days: articles, `reason:` + key of a StaleReason, `gap:` + name of a GapKind, and
/// for the day itself how many problems had a search and how many of these found an article.
namespace board_day {
inline constexpr const char* kArticles = "articles";
inline constexpr const char* kReason = "reason:";
inline constexpr const char* kGap = "gap:";
inline constexpr const char* kSearched = "searched";
inline constexpr const char* kFound = "found";
}  // namespace board_day

/// Keeps what the board says today, as writers of no group see it, so that every writer may see the
/// numbers. Does nothing without a store. Throws StoreError.
void record_board_day(const Site& site);

}  // namespace firstline
