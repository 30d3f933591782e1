#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "server/pages/done_with_article.h"
#include "server/pages/pages.h"

namespace firstline {

/// A link as a coach looks at it: whose it was is not told.
struct SampledLink {
    std::int64_t id = 0;
    DoneWithArticle done;
    std::vector<std::string> chips;
};

struct TeamSample {
    std::string team;       ///< name; empty: of people in small teams or none
    std::size_t drawn = 0;  ///< of which `links` are not judged yet
    std::vector<SampledLink> links;
};

struct SampleView {
    std::vector<TeamSample> teams;
    std::chrono::sys_days monday{};  ///< of the week that it is of
    std::string form_token;
    bool judged = false;  ///< one, just now
};

std::string sample_page(const Pages& pages, const Frame& frame, const SampleView& view);

}  // namespace firstline
