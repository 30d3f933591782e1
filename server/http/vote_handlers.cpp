#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "indexer/text/characters.h"
#include "server/access/secrets.h"
#include "server/access/sign_in_throttle.h"
#include "server/http/cookies.h"
#include "server/http/follow.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/named_article.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/solved.h"
#include "server/listen/redaction.h"
#include "server/listen/vote_reasons.h"
#include "server/pages/links.h"

namespace firstline {
namespace {

constexpr std::size_t kHashLength = 64;
/// An event that was recorded a moment ago may not be written yet.
constexpr std::chrono::milliseconds kWaitForEvents{500};
constexpr std::chrono::hours kLastView{24};
/// One in so many of those who say yes is asked whether they would have asked the help desk.
constexpr unsigned kAskedOfYes = 10;

bool is_hash(std::string_view text) {
    return text.size() == kHashLength && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

/// How long the sender has to wait; zero if they need not.
std::chrono::seconds wait_to_vote(const Site& site, const Request& request,
                                  const std::string& visitor) {
    const auto now = site.now();
    if (!visitor.empty())
        if (const auto wait = site.listening->votes_of_visitor.take(visitor, now); wait.count() > 0)
            return wait;
    return site.listening->votes_of_network.take(network_of(request.client), now);
}

/// The last time this visitor had the article open.
std::optional<Event> last_view(const Site& site, Connection& connection, const Vote& vote) {
    site.listening->recorder().flush(kWaitForEvents);
    std::optional<Event> last;
    for (Event& event : EventTable(connection).of(*vote.visitor, vote.at - kLastView))
        if (event.kind == Event::Kind::view && event.article == vote.article)
            last = std::move(event);
    return last;
}

Reply panel_of(const StoredArticle& article, const Vote& vote) {
    return see_other(article_url(article.record.slug) + "?vote=" + encode_component(vote.token) +
                     "#solved");
}

Reply too_many(const Site& site, const Request& request, std::chrono::seconds wait) {
    Reply reply = message_page(
        site, request, 429, "That was a lot of answers",
        fmt::format("So many answers came from here that this one was not taken. Please try again "
                    "in {} seconds.",
                    wait.count()));
    reply.headers.emplace_back("Retry-After", std::to_string(wait.count()));
    return reply;
}

Reply gone(const Site& site, const Request& request) {
    return message_page(site, request, 410, "This article is not here any more",
                        "It was removed while you read it, so your answer has no place to go. "
                        "Thank you all the same. A person can help you now.");
}

struct Asked {
    std::optional<StoredArticle> article;  ///< that this viewer may read
    std::string language;
};

Asked article_asked_about(const Site& site, const Request& request, const std::string& id) {
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        return Asked{article_named(id, reading), reading.manifest().kb.language};
    });
}

}  // namespace

Reply vote(const Site& site, const Request& request, const std::string& /*rest*/) {
    const Target fields = fields_of(request);
    const auto answer = answer_from(field(fields, "answer"));
    if (!answer || site.listening == nullptr)
        throw BadRequest("Choose Yes, Partly or No below the article.");
    const Asked asked = article_asked_about(site, request, field(fields, "article"));
    if (!asked.article)
        return gone(site, request);
    const StoredArticle& article = *asked.article;
    Reply cookies;
    const std::string visitor = visitor_for(site, request, cookies);
    if (const auto wait = wait_to_vote(site, request, visitor); wait.count() > 0)
        return too_many(site, request, wait);

    Vote vote{.token = random_token(), .article = article.record.id, .answer = *answer};
    vote.topic = topic_in(article.record.title, asked.language);
    vote.type = article.record.type;
    vote.by_desk = is_of_desk(request);
    vote.at = site.now();
    vote.asked = std::hash<std::string>{}(vote.token) % kAskedOfYes == 0;
    // Who read an older text speaks of that one.
    VotedText text = voted_text(article);
    if (const std::string read = field(fields, "text"); is_hash(read) && read != text.hash)
        text = {read, article.record.id, {}};
    vote.text_hash = text.hash;

    const auto lease = site.listening->store();
    if (!visitor.empty()) {
        vote.visitor = visitor;
        if (const auto view = last_view(site, *lease, vote)) {
            vote.seen = true;
            vote.query = view->query;
            vote.rank = view->rank;
            if (!view->query.empty())
                vote.topic = view->topic;
        }
    }
    Reply reply = panel_of(article, VoteTable(*lease).put(vote, text));
    move_cookies(cookies, reply);
    return reply;
}

Reply explain_vote(const Site& site, const Request& request, const std::string& /*rest*/) {
    const Target fields = fields_of(request);
    if (site.listening == nullptr)
        throw BadRequest("Votes are not kept here.");
    const auto lease = site.listening->store();
    VoteTable votes(*lease);
    auto vote = votes.by_token(field(fields, "vote"));
    if (!vote)
        throw BadRequest("Answer \"Did this solve it?\" below the article first.");
    if (const auto wait =
            site.listening->votes_of_network.take(network_of(request.client), site.now());
        wait.count() > 0)
        return too_many(site, request, wait);
    const Asked asked = article_asked_about(site, request, vote->article);
    if (!asked.article)
        return gone(site, request);
    const bool yes = vote->answer == Vote::Answer::yes;
    if (const VoteReason* const reason = find_vote_reason(field(fields, "reason"));
        reason != nullptr && !yes)
        vote->reason = reason->key;
    if (fields.parameter("step") != nullptr && !yes)
        vote->step = redacted(trimmed(field(fields, "step")));
    if (fields.parameter("comment") != nullptr && !yes)
        vote->comment = redacted(trimmed(field(fields, "comment")));
    if (const std::string would = field(fields, "would");
        yes && vote->asked && (would == "yes" || would == "no"))
        vote->would_have_asked = would;
    votes.explain(*vote, site.now());
    return panel_of(*asked.article, *vote);
}

}  // namespace firstline
