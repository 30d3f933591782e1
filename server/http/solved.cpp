#include "server/http/solved.h"

#include <spdlog/spdlog.h>

#include "server/pages/links.h"

namespace firstline {
namespace {

constexpr std::size_t kInstead = 2;
/// Among so many the two that are neither this article nor have been tried.
constexpr unsigned kLookedThrough = 5;

/// What may help instead: the next best for the question that led here, else what is like this
/// article.
std::vector<ArticleRecord> instead_of(const ArticleView& view, const Vote& vote, Reading& reading) {
    std::vector<ArticleRecord> others;
    if (!vote.query.empty()) {
        const auto results = reading.search({.query = vote.query, .limit = kLookedThrough});
        for (const Hit& hit : results.hits)
            if (hit.article.id != view.article.record.id && others.size() < kInstead)
                others.push_back(hit.article);
    }
    for (const ArticleRecord& like : view.related) {
        const bool known = std::any_of(others.begin(), others.end(),
                                       [&](const auto& other) { return other.id == like.id; });
        if (others.size() < kInstead && !known)
            others.push_back(like);
    }
    return others;
}

}  // namespace

std::optional<Vote> vote_named_in(const Site& site, const Request& request) {
    const std::string* const token = request.target.parameter("vote");
    if (token == nullptr || site.listening == nullptr)
        return std::nullopt;
    try {
        const auto lease = site.listening->store();
        return VoteTable(*lease).by_token(*token);
    } catch (const StoreError& error) {
        spdlog::error("a vote cannot be looked up: {}", error.what());
        return std::nullopt;
    }
}

SolvedView solved_view(const ArticleView& view, const std::optional<Vote>& vote, Reading& reading) {
    const StoredArticle& article = view.article;
    SolvedView solved{.article = article.record.id,
                      .text_hash = article.details.content_hash,
                      .path = article_url(article.record.slug),
                      .vote = std::nullopt,
                      .instead = {},
                      .trouble = {}};
    if (!vote || vote->article != article.record.id)
        return solved;
    solved.vote = vote;
    if (vote->answer != Vote::Answer::yes)
        solved.instead = instead_of(view, *vote, reading);
    return solved;
}

VotedText voted_text(const StoredArticle& article) {
    return {article.details.content_hash, article.record.id, article.details.html};
}

}  // namespace firstline
