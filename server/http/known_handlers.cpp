#include <optional>
#include <utility>

#include "server/http/answer_from_index.h"
#include "server/http/article_known.h"
#include "server/http/handlers.h"
#include "server/http/named_article.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/proposal_access.h"
#include "server/insight/comparable_text.h"
#include "server/pages/links.h"

namespace firstline {
namespace {

std::string parameter(const Request& request, std::string_view name) {
    const std::string* const value = request.target.parameter(name);
    return value != nullptr ? *value : std::string{};
}

/// As its author wrote it; where nobody can say, as its page says it.
std::string text_to_compare(const Site& site, const Request& request,
                            const StoredArticle& article) {
    if (site.source != nullptr)
        if (auto text = present_text(site, request, article.record.id, article.record.path).text)
            return std::move(*text);
    return comparable_text(article.details.html);
}

}  // namespace

Reply show_known_article(const Site& site, const Request& request, const std::string& rest) {
    const auto article = article_for(site, request, rest);
    if (!article)
        return nothing_here(site, request);
    return private_page(site, request, 200, [&](const Frame& frame, Reading& reading) {
        ArticleKnown known = known_of(site, reading, article->article);
        std::erase_if(known.proposals, [&](const Proposal& proposal) {
            return !access_to(site, request, reading, proposal).may_see;
        });
        return known_page(site.pages, frame, known);
    });
}

Reply compare_articles(const Site& site, const Request& request, const std::string& /*rest*/) {
    const auto first = article_for(site, request, parameter(request, "a"));
    const auto second = article_for(site, request, parameter(request, "b"));
    if (!first || !second)
        return nothing_here(site, request);
    const ComparedArticles compared{
        .first = named(first->article.record),
        .second = named(second->article.record),
        .change = diff_texts(text_to_compare(site, request, first->article),
                             text_to_compare(site, request, second->article)),
        .can_edit = site.source != nullptr};
    return private_page(site, request, 200, [&](const Frame& frame, Reading& /*reading*/) {
        return compare_page(site.pages, frame, compared);
    });
}

}  // namespace firstline
