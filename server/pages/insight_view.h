#pragma once

#include <map>
#include <string>

#include "server/insight/report.h"

namespace firstline {

/// How an article is shown where only its id is known.
struct ArticleLink {
    std::string title;
    std::string url;
};

/// The honest numbers of the desk.
struct InsightView {
    InsightReport report;
    unsigned weeks = 0;                           ///< how many were asked for
    std::map<std::string, ArticleLink> articles;  ///< by id, as far as they still exist
    /// Page of the manual that defines each number; empty: the page itself does.
    std::string definitions;
};

}  // namespace firstline
