#pragma once

#include <optional>
#include <string>

#include "indexer/format/stored_article.h"
#include "indexer/text/html.h"
#include "server/pages/pages.h"

namespace firstline {

/// An article that is to be published: what it is, and who will read it then.
struct PublishView {
    ArticleRecord article;
    Html html;  ///< its text
    bool is_unpublished = true;
    std::optional<Audience> then;  ///< absent: nobody can say just now
    std::string form_token;
};

std::string publish_page(const Pages& pages, const Frame& frame, const PublishView& view);

}  // namespace firstline
