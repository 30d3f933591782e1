#include "server/http/named_article.h"

#include <utility>

#include "server/http/frame.h"

namespace firstline {
namespace {

constexpr std::size_t kLongestName = 300;

}  // namespace

std::optional<StoredArticle> article_named(const std::string& name, Reading& reading) {
    if (name.empty() || name.size() > kLongestName)
        return std::nullopt;
    // By its id an article has moved to its slug.
    const auto records = reading.records({name});
    Found found = reading.find(records.empty() ? name : records.front().slug);
    // Where two articles claim one slug, it leads to the other.
    if (found.kind != Found::Kind::article ||
        (!records.empty() && found.article.record.path != records.front().path))
        return std::nullopt;
    return std::move(found.article);
}

std::optional<ArticleOfKb> article_for(const Site& site, const Request& request,
                                       const std::string& name) {
    return site.library.ask(viewer_of(request),
                            [&](Reading& reading) -> std::optional<ArticleOfKb> {
                                auto article = article_named(name, reading);
                                if (!article)
                                    return std::nullopt;
                                return ArticleOfKb{std::move(*article), reading.manifest().kb};
                            });
}

}  // namespace firstline
