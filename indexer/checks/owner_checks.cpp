#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "indexer/checks/checks.h"

namespace firstline {

namespace {

const Owner* owner_called(const KnowledgeBase& kb, const std::string& key) {
    const auto found = std::find_if(kb.owners.begin(), kb.owners.end(),
                                    [&](const Owner& owner) { return owner.key == key; });
    return found == kb.owners.end() ? nullptr : &*found;
}

int owner_line(const CheckedArticle& checked) {
    return line_of_field(checked,
                         {"owner", "owner_slack", "group", "manager", "ms.author", "author"});
}

}  // namespace

void find_missing_owners(const Collection& articles, const Found& found) {
    // Where no owners are kept, this says nothing of single articles.
    if (articles.kb->owners.empty()) {
        if (!articles.articles.empty())
            found("_owners.yml", 1, "there is no list of owners: nobody is asked to keep articles");
        return;
    }
    for (const auto& checked : articles.articles)
        if (checked.article.state != State::archived && checked.article.owner.empty())
            found(checked.article.path, 1, "nobody owns this article");
}

void find_unknown_owners(const Collection& articles, const Found& found) {
    if (articles.kb->owners.empty())
        return;
    for (const auto& checked : articles.articles) {
        const auto& article = checked.article;
        if (article.state != State::archived && !article.owner.empty() &&
            owner_called(*articles.kb, article.owner) == nullptr)
            found(article.path, owner_line(checked),
                  fmt::format("the owner `{}` does not stand in _owners.yml", article.owner));
    }
}

void find_inactive_owners(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles) {
        const auto& article = checked.article;
        const auto* const owner = owner_called(*articles.kb, article.owner);
        if (article.state != State::archived && owner != nullptr && !owner->active)
            found(article.path, owner_line(checked),
                  fmt::format("its owner, {}, is active no more", owner->name));
    }
}

}  // namespace firstline
