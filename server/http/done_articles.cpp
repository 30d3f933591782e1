#include "server/http/done_articles.h"

#include "server/http/named_article.h"
#include "server/pages/links.h"

namespace firstline {

const std::optional<StoredArticle>& DoneArticles::named(const std::string& id) {
    auto known = known_.find(id);
    if (known == known_.end())
        known = known_.emplace(id, article_named(id, reading_)).first;
    return known->second;
}

DoneWithArticle DoneArticles::place(const std::string& id, const std::string& anchor) {
    const auto& article = named(id);
    if (!article)
        return {};
    DoneWithArticle done{.title = article->record.title,
                         .url = article_url(article->record.slug, anchor)};
    for (const StoredSection& section : article->sections)
        if (!anchor.empty() && section.anchor == anchor)
            done.section = section.heading;
    return done;
}

DoneWithArticle DoneArticles::of(const TicketLink& link) {
    DoneWithArticle done = place(link.article, link.section);
    done.ticket = link.ticket;
    done.at = link.at;
    done.internal = link.internal;
    return done;
}

DoneWithArticle DoneArticles::of(const ArticleUse& use) {
    DoneWithArticle done = place(use.article, {});
    done.ticket = use.ticket;
    done.at = use.at;
    return done;
}

}  // namespace firstline
