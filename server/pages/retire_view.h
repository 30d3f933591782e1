#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/format/stored_article.h"
#include "server/insight/text_eras.h"
#include "server/pages/pages.h"

namespace firstline {

/// An article that is to be retired: what leads to it, and what could take its place.
struct RetireView {
    struct Other {
        std::string id;
        std::string title;
        std::string url;
    };
    ArticleRecord article;
    std::vector<Other> linked_from;  ///< that the reader may read
    /// Retired in its favour of late, and perhaps not merged yet: their addresses lead on.
    std::vector<Other> led_here;
    std::size_t tickets = 0;  ///< that an agent linked it to, in 90 days
    LeadingQueries queries;
    std::string votes;            ///< what readers said of it; empty: nothing
    std::vector<Other> nearest;   ///< that may take its place
    std::int64_t retired_by = 0;  ///< proposal that was accepted before; 0: none
    std::string form_token;
    std::string target;   ///< as chosen
    std::string other;    ///< as typed
    std::string reason;   ///< why nothing takes its place
    std::string trouble;  ///< why it was not taken
};

std::string retire_page(const Pages& pages, const Frame& frame, const RetireView& view);

}  // namespace firstline
