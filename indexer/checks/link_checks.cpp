#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_set>

#include <fmt/format.h>

#include "indexer/article/anchors.h"
#include "indexer/article/audience_rules.h"
#include "indexer/article/paths.h"
#include "indexer/checks/checks.h"
#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

/// Fragments that mean no place in the text: the page's own top, a tab, a search by words.
bool names_no_heading(const std::string& fragment) {
    return fragment == "top" || fragment.starts_with("tab/") || fragment.starts_with(":~:") ||
           fragment.find('?') != std::string::npos || fragment.find('=') != std::string::npos;
}

/// Whether the page of the article has the place, so that readers' browsers find it. The title
/// stands at the top of the page, where a link leads whose place is not found.
bool has_anchor(const Article& article, const std::string& wanted) {
    const auto is_place = [clean = clean_anchor(wanted)](const std::string& name) {
        return !clean.empty() && lower_ascii(name) == clean;
    };
    return article.title_anchor == wanted || heading_slug(article.title) == wanted ||
           std::any_of(article.sections.begin(), article.sections.end(),
                       [&](const Section& section) { return section.anchor == wanted; }) ||
           std::any_of(article.named_anchors.begin(), article.named_anchors.end(), is_place);
}

/// The anchor that was meant, perhaps: the only one that is nearly the same or begins alike.
std::string close_anchor(const Article& article, const std::string& wanted) {
    std::string close;
    for (const auto& section : article.sections) {
        const bool is_close = !section.anchor.empty() &&
                              (edit_distance(section.anchor, wanted) <= 1 + wanted.size() / 6 ||
                               (wanted.size() > 8 && section.anchor.starts_with(wanted)));
        if (is_close && !close.empty())
            return "";
        if (is_close)
            close = section.anchor;
    }
    return close;
}

/// Calls `look` for the links from articles in use to other articles, once for each target.
template <class Look>
void for_links_between(const Collection& articles, const Found& found, const Look& look) {
    for (const auto& from : articles.articles) {
        if (from.article.state == State::archived)
            continue;
        std::set<std::string> seen;
        for (const auto& link : from.article.links) {
            const auto* const to = articles.at_path(link.resolved);
            if (to != nullptr && to != &from && seen.insert(link.resolved).second)
                look(from, link, *to, found);
        }
    }
}

bool leads_to_fewer(const CheckedArticle& from, const CheckedArticle& to) {
    return is_in_use(from.article) && is_in_use(to.article) &&
           !may_all_read(from.article.audience, to.article.audience);
}

/// Its readers need not be anybody special.
bool needs_sign_in_alone(const CheckedArticle& to) {
    return to.article.audience == Audience{Standing::employees, {}};
}

void report_fewer(const CheckedArticle& from, const Link& link, const CheckedArticle& to,
                  const Found& found) {
    found.about(
        to.article, from.article.path, line_of(from, link),
        fmt::format("this article is for {}, and {} only for {}", people_of(from.article.audience),
                    to.article.path, people_of(to.article.audience)));
}

/// In words, unless it is for fewer readers than the article itself: a finding is shown to all who
/// may read the articles on both ends of the link.
std::string successor_of(const Article& retired, const Collection& articles) {
    const auto& name = retired.redirect_to;
    const auto* successor = articles.named(name);
    if (successor == nullptr)
        successor = articles.at_path(name);
    if (name.empty() ||
        (successor != nullptr && !may_all_read(retired.audience, successor->article.audience)))
        return "";
    return " in favour of " + name;
}

/// The folder of an image that was not delivered, if it is one.
std::optional<std::string> absent_folder(const CheckedArticle& checked, const Link& link) {
    if (!link.image || !link.resolved.empty() || link.target.find("://") != std::string::npos)
        return std::nullopt;
    const auto path = percent_decoded(link.target.substr(0, link.target.find_first_of("?#")));
    if (!path)
        return std::nullopt;
    std::string slashes = *path;
    std::replace(slashes.begin(), slashes.end(), '\\', '/');
    const bool rooted = slashes.starts_with('/') || slashes.starts_with("~/");
    const auto file = join_below_root(rooted ? "" : folder_of(checked.article.path),
                                      slashes.substr(slashes.starts_with("~/") ? 2 : 0));
    return file ? std::optional(folder_of(*file)) : std::nullopt;
}

/// The last part of a path, in lower case, without `.md`.
std::string page_name(std::string_view path) {
    path = path.substr(0, path.find_first_of("?#"));
    return without_md(to_lower(path.substr(path.find_last_of('/') + 1)));  // npos + 1 is 0
}

/// What addresses of a site call their pages: where articles are published under others than their
/// paths, one of them may mean an article.
std::unordered_set<std::string> pages_by_address(const Collection& articles) {
    std::unordered_set<std::string> pages;
    for (const auto& from : articles.articles)
        for (const auto& link : from.article.links)
            if (link.resolved.empty() && !link.image && link.target.find('/') != std::string::npos)
                pages.insert(page_name(link.target));
    return pages;
}

/// All articles that others lead to.
std::unordered_set<const CheckedArticle*> linked_articles(const Collection& articles) {
    std::unordered_set<const CheckedArticle*> linked;
    for (const auto& from : articles.articles)
        for (const auto* const to : articles.led_to_by(from))
            linked.insert(to);
    return linked;
}

}  // namespace

void find_dead_anchors(const Collection& articles, const Found& found) {
    for (const auto& from : articles.articles) {
        if (from.article.state == State::archived)
            continue;
        for (const auto& link : from.article.links) {
            const std::string wanted =
                to_lower(percent_decoded(link.fragment).value_or(link.fragment));
            const auto* const to =
                link.target.starts_with('#') ? &from : articles.at_path(link.resolved);
            if (to == nullptr || wanted.empty() || names_no_heading(wanted) ||
                has_anchor(to->article, wanted))
                continue;
            const std::string close = close_anchor(to->article, wanted);
            const std::string message =
                fmt::format("there is no heading `#{}` in {}{}", link.fragment,
                            to == &from ? "this article" : to->article.path,
                            close.empty() ? "" : fmt::format(": did you mean `#{}`?", close));
            if (to == &from)
                found(from.article.path, line_of(from, link), message);
            else
                found.about(to->article, from.article.path, line_of(from, link), message);
        }
    }
}

void find_links_to_narrower(const Collection& articles, const Found& found) {
    for_links_between(articles, found,
                      [](const auto& from, const auto& link, const auto& to, const Found& report) {
                          if (leads_to_fewer(from, to) && !needs_sign_in_alone(to))
                              report_fewer(from, link, to, report);
                      });
}

void find_links_behind_sign_in(const Collection& articles, const Found& found) {
    for_links_between(articles, found,
                      [](const auto& from, const auto& link, const auto& to, const Found& report) {
                          if (leads_to_fewer(from, to) && needs_sign_in_alone(to))
                              report_fewer(from, link, to, report);
                      });
}

void find_links_to_drafts(const Collection& articles, const Found& found) {
    for_links_between(
        articles, found,
        [](const auto& from, const auto& link, const auto& to, const Found& report) {
            if (is_in_use(from.article) && to.article.state == State::draft)
                report.about(to.article, from.article.path, line_of(from, link),
                             fmt::format("{} is a draft, which only writers see", to.article.path));
        });
}

void find_links_to_archived(const Collection& articles, const Found& found) {
    for_links_between(articles, found,
                      [&](const auto& from, const auto& link, const auto& to, const Found& report) {
                          if (to.article.state == State::archived)
                              report.about(to.article, from.article.path, line_of(from, link),
                                           fmt::format("{} is retired{}", to.article.path,
                                                       successor_of(to.article, articles)));
                      });
}

void find_dead_related(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles) {
        if (checked.article.state == State::archived)
            continue;
        for (const auto& name : checked.article.related)
            if (articles.named(name) == nullptr)
                found(checked.article.path, line_of_field(checked, {"related"}),
                      fmt::format("`related`: no article is called `{}`", name));
        const auto& original = checked.article.translation_of;
        if (!original.empty() && articles.named(original) == nullptr)
            found(checked.article.path, line_of_field(checked, {"translation_of"}),
                  fmt::format("`translation_of`: no article is called `{}`", original));
    }
}

void find_absent_media(const Collection& articles, const Found& found) {
    if (!articles.kb->media_absent)
        return;
    std::map<std::string, std::size_t> images;
    for (const auto& checked : articles.articles)
        for (const auto& link : checked.article.links)
            if (const auto folder = absent_folder(checked, link))
                ++images[*folder];
    // What is missing in a folder that is there is a missing image, which the loader reports.
    std::erase_if(images, [&](const auto& entry) {
        std::error_code error;
        return std::filesystem::exists(articles.root / entry.first, error);
    });
    std::size_t all = 0;
    for (const auto& [folder, count] : images)
        all += count;
    if (all > 0)
        found("_kb.yml", 1,
              fmt::format("{} images in {} folders were not delivered with the texts, as `media: "
                          "absent` says; the first is {}",
                          all, images.size(), images.begin()->first));
}

void find_orphans(const Collection& articles, const Found& found) {
    const auto linked = linked_articles(articles);
    const auto pages = pages_by_address(articles);
    for (const auto& checked : articles.articles)
        if (is_in_use(checked.article) && !linked.contains(&checked) &&
            !pages.contains(page_name(checked.article.path)))
            found(checked.article.path, 1, "no other article leads to this one");
}

}  // namespace firstline
