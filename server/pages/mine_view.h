#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "server/insight/clustered_share.h"
#include "server/pages/done_with_article.h"
#include "server/pages/flag_view.h"
#include "server/pages/pages.h"
#include "server/store/proposals.h"

namespace firstline {

struct WeekOfLinks {
    std::chrono::sys_days monday{};
    std::size_t links = 0;
};

/// What one agent did. Nobody else is shown it.
struct MineView {
    std::vector<DoneWithArticle> links;  ///< the newest first
    std::size_t all_links = 0;           ///< of which `links` are the newest
    std::vector<DoneWithArticle> uses;
    std::vector<ShownFlag> flags;     ///< of articles that are gone: without a title
    std::vector<Proposal> proposals;  ///< decided on, the newest first; of hidden ones none
    std::vector<WeekOfLinks> weeks;   ///< the latest first
    Share right;                      ///< links that a coach found right, of those looked at
    std::chrono::days back{};         ///< how far all this goes back
    std::chrono::sys_seconds now{};
};

std::string mine_page(const Pages& pages, const Frame& frame, const MineView& view);

}  // namespace firstline
