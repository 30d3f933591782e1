#include <map>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "indexer/article/audience_rules.h"
#include "indexer/checks/checks.h"
#include "indexer/format/terms.h"
#include "indexer/text/web_url.h"

namespace firstline {

namespace {

/// Articles by all that addresses call them, looked up as the server does: what is in use before
/// what is retired, and of one name the first of slug, id, path and old addresses.
class KnownNames {
public:
    explicit KnownNames(const Collection& articles) {
        for (const auto& checked : articles.articles)
            add(checked, checked.article.slug);
        for (const auto& checked : articles.articles)
            add(checked, checked.article.id);
        for (const auto& checked : articles.articles)
            add(checked, checked.article.path);
        for (const auto& checked : articles.articles)
            for (const auto& old : checked.article.redirect_from)
                add(checked, old);
    }

    /// nullptr without one.
    const CheckedArticle* named(const std::string& name) const {
        const std::string folded = folded_name(name);
        for (const auto* const names : {&standing_, &retired_})
            if (const auto found = names->find(folded); found != names->end())
                return found->second;
        return nullptr;
    }

private:
    void add(const CheckedArticle& checked, const std::string& name) {
        auto& names = checked.article.state == State::archived ? retired_ : standing_;
        names.emplace(folded_name(name), &checked);
    }

    std::map<std::string, const CheckedArticle*> standing_;
    std::map<std::string, const CheckedArticle*> retired_;
};

/// Whether who follows the redirects of `from` comes back to it.
bool is_circle(const CheckedArticle& from, const KnownNames& names) {
    std::set<const CheckedArticle*> seen;
    const auto* at = &from;
    while (at != nullptr && at->article.state == State::archived && seen.insert(at).second) {
        const std::string& next = at->article.redirect_to;
        at = next.empty() || is_web_url(next) ? nullptr : names.named(next);
    }
    return at == &from;
}

/// Why the readers of a retired article do not come to what its redirect names; empty if they do,
/// or if they fail further on, which is told of the article that fails them.
std::string trouble_with(const CheckedArticle& retired, const CheckedArticle& to,
                         const KnownNames& names) {
    if (is_circle(retired, names))
        return fmt::format("{} leads back here", to.article.path);
    if (to.article.state == State::draft)
        return fmt::format("{} is a draft, which only writers see", to.article.path);
    if (!may_all_read(retired.article.audience, to.article.audience))
        return fmt::format("this article was for {}, and {} is only for {}",
                           people_of(retired.article.audience), to.article.path,
                           people_of(to.article.audience));
    if (to.article.state == State::archived && to.article.redirect_to.empty())
        return fmt::format("{} is retired itself, and leads nowhere", to.article.path);
    return "";
}

}  // namespace

void find_dead_redirects(const Collection& articles, const Found& found) {
    const KnownNames names(articles);
    for (const auto& checked : articles.articles) {
        const std::string& path = checked.article.path;
        const std::string& name = checked.article.redirect_to;
        if (checked.article.state != State::archived || name.empty() || is_web_url(name))
            continue;
        const int line = line_of_field(checked, {"redirect_to", "redirect", "redirect_url"});
        const auto* const to = names.named(name);
        if (to == nullptr)
            found(path, line, fmt::format("`redirect_to`: no article is called `{}`", name));
        else if (const auto trouble = trouble_with(checked, *to, names); !trouble.empty())
            found.about(to->article, path, line, "`redirect_to`: " + trouble);
    }
}

}  // namespace firstline
