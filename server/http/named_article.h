#pragma once

#include <optional>
#include <string>

#include "server/http/message.h"
#include "server/http/site.h"
#include "server/search/library.h"

namespace firstline {

/// The article of this id or slug that somebody's form or address names, if its reader may read it.
std::optional<StoredArticle> article_named(const std::string& name, Reading& reading);

/// An article as somebody found it, and the knowledge base that it is of.
struct ArticleOfKb {
    StoredArticle article;
    KnowledgeBase kb;
};
/// The same for one request.
std::optional<ArticleOfKb> article_for(const Site& site, const Request& request,
                                       const std::string& name);

}  // namespace firstline
