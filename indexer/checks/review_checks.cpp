#include <chrono>

#include <fmt/format.h>

#include "indexer/checks/checks.h"
#include "indexer/checks/stamp_groups.h"

namespace firstline {

namespace {

using std::chrono::days;

/// Before it, no help desk kept its articles in files with front matter.
constexpr Date kEarliest = Date{std::chrono::year{1995} / std::chrono::January / 1};

int review_line(const CheckedArticle& checked) {
    return line_of_field(checked, {"reviewed", "last_reviewed_on", "audit_date", "verified_at"});
}

int updated_line(const CheckedArticle& checked) {
    return line_of_field(checked, {"updated", "ms.date", "lastmod", "last_modified_date"});
}

int expires_line(const CheckedArticle& checked) {
    return line_of_field(checked, {"expires", "expirydate", "expire_by", "stale_after"});
}

}  // namespace

void find_never_reviewed(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles)
        if (is_in_use(checked.article) && !checked.article.reviewed)
            found(checked.article.path, 1, "this article was never reviewed");
}

void find_overdue_reviews(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles) {
        const auto& article = checked.article;
        if (!is_in_use(article) || !article.reviewed || !article.review_every)
            continue;
        const Date due = *article.reviewed + *article.review_every;
        if (due < articles.today)
            found(article.path, review_line(checked),
                  fmt::format("its review was due on {}: the last was on {}", iso_date(due),
                              iso_date(*article.reviewed)));
    }
}

void find_expired(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles) {
        const auto& article = checked.article;
        if (is_in_use(article) && article.expires && *article.expires < articles.today)
            found(article.path, expires_line(checked),
                  fmt::format("it expired on {}", iso_date(*article.expires)));
    }
}

void find_changed_since_review(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles) {
        const auto& article = checked.article;
        if (is_in_use(article) && article.reviewed && !article.reviewed_hash.empty() &&
            article.reviewed_hash != article.content_hash)
            found(article.path, review_line(checked),
                  fmt::format("the text changed since it was reviewed on {}",
                              iso_date(*article.reviewed)));
    }
}

void find_stamped_together(const Collection& articles, const Found& found) {
    for (const auto& group : stamp_groups(articles)) {
        const auto& first = *group.articles.front();
        found(first.article.path, review_line(first),
              group.in_words + (group.articles.size() > 1 ? "; this is the first of them" : ""));
    }
}

void find_idle_updates(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles)
        if (const auto& idle = checked.history.updated_idly;
            idle && is_in_use(checked.article) && checked.article.updated)
            found(checked.article.path, updated_line(checked),
                  fmt::format("`updated` moved to {} in commit {:.8} by {}, and the text is the "
                              "one of before",
                              iso_date(*checked.article.updated), idle->id, idle->author));
}

void find_impossible_dates(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles) {
        const auto& article = checked.article;
        const auto is_too_early = [&](const std::optional<Date>& date, const char* name, int line) {
            if (date && *date < kEarliest)
                found(article.path, line,
                      fmt::format("`{}: {}` cannot be true", name, iso_date(*date)));
        };
        is_too_early(article.reviewed, "reviewed", review_line(checked));
        is_too_early(article.updated, "updated", updated_line(checked));
        is_too_early(article.expires, "expires", expires_line(checked));
        if (article.reviewed && article.expires && *article.reviewed > *article.expires)
            found(article.path, review_line(checked),
                  fmt::format("it was reviewed on {} and had expired on {}",
                              iso_date(*article.reviewed), iso_date(*article.expires)));
    }
}

void find_old_translations(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles) {
        const auto& article = checked.article;
        const auto* const source = articles.named(article.translation_of);
        if (source == nullptr || !is_in_use(article) || !article.updated ||
            !source->article.updated || *source->article.updated <= *article.updated)
            continue;
        found.about(source->article, article.path, updated_line(checked),
                    fmt::format("{}, which it translates, changed on {}, after this text of {}",
                                source->article.path, iso_date(*source->article.updated),
                                iso_date(*article.updated)));
    }
}

}  // namespace firstline
