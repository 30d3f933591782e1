#pragma once

#include <map>
#include <optional>
#include <string>

#include "server/pages/done_with_article.h"
#include "server/search/library.h"
#include "server/store/flags.h"
#include "server/store/ticket_links.h"

namespace firstline {

/// Says of links and uses which article and section they were of, as far as the reader may read
/// it. Each article is looked up once. Must not outlive the Reading.
class DoneArticles {
public:
    explicit DoneArticles(Reading& reading) : reading_(reading) {}

    DoneWithArticle of(const TicketLink& link);
    DoneWithArticle of(const ArticleUse& use);

private:
    const std::optional<StoredArticle>& named(const std::string& id);
    DoneWithArticle place(const std::string& id, const std::string& anchor);

    Reading& reading_;
    std::map<std::string, std::optional<StoredArticle>> known_;
};

}  // namespace firstline
