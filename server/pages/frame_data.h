#pragma once

#include <string>
#include <vector>

#include "server/pages/page_data.h"
#include "server/pages/views.h"

namespace firstline {

/// How a page presents itself in its frame.
struct PageKind {
    std::string title;  ///< of the window, before the name of the knowledge base; may be empty
    std::string description;
    std::string canonical;        ///< path of the one URL of this content; empty: no link
    bool listed = true;           ///< search engines may show it
    bool home = false;            ///< the search box is the page: big, and has the focus
    const char* style = "";       ///< a stylesheet of its own beside app.css: `forms`, `article`
    bool shows_articles = false;  ///< parts of articles, besides what its style is for
    /// What of it is kept when the box is submitted again: the facets, and whether operators work.
    const SearchRequest* search = nullptr;
};

/// Everything that stands around the content of a page.
PageData frame_data(const Frame& frame, const PageKind& kind, const std::string& version);

/// The lines of a text that are not empty.
std::vector<std::string> lines_of(std::string_view text);

/// The way to a person: its page, what to carry there, and the telephone.
void add_door(PageData& data, const Frame& frame, std::string_view about);

/// Known incidents as `notices`.
void add_notices(PageData& data, const std::vector<Notice>& notices);

PageData home_data(const Frame& frame, const HomeView& view, PageData data);
}  // namespace firstline
