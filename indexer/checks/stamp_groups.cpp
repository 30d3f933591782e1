#include "indexer/checks/stamp_groups.h"

#include <map>

#include <fmt/format.h>

namespace firstline {

namespace {

std::string key_of(const CheckedArticle& checked) {
    const auto& article = checked.article;
    if (checked.history.stamped)
        return checked.history.stamped->id;
    if (article.reviewed_by.empty())
        return {};
    return fmt::format("{}|{}", article.reviewed_by, iso_date(*article.reviewed));
}

/// With those that were stamped anew since, where git knows of them.
std::size_t size_of(const StampGroup& group) {
    const auto& history = group.articles.front()->history;
    return history.stamped ? history.stamped_together : group.articles.size();
}

std::string words_of(const StampGroup& group) {
    const auto& article = group.articles.front()->article;
    const auto& history = group.articles.front()->history;
    if (history.stamped)
        return fmt::format("{} articles were stamped in one commit, {:.8} by {} on {}",
                           history.stamped_together, history.stamped->id, history.stamped->author,
                           iso_date(history.stamped->on));
    return fmt::format("{} reviewed {} articles on {}", article.reviewed_by, group.articles.size(),
                       iso_date(*article.reviewed));
}

}  // namespace

std::vector<StampGroup> stamp_groups(const Collection& articles) {
    std::map<std::string, StampGroup> by_key;
    for (const auto& checked : articles.articles)
        if (is_in_use(checked.article) && checked.article.reviewed)
            if (const auto key = key_of(checked); !key.empty())
                by_key[key].articles.push_back(&checked);
    std::vector<StampGroup> groups;
    for (auto& [key, group] : by_key) {
        if (size_of(group) <= kHardlyRead)
            continue;
        group.key = key;
        group.in_words = words_of(group);
        groups.push_back(std::move(group));
    }
    return groups;
}

}  // namespace firstline
