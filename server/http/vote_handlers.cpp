#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "indexer/text/characters.h"
#include "server/access/secrets.h"
#include "server/access/sign_in_throttle.h"
#include "server/http/answer_from_index.h"
#include "server/http/follow.h"
#include "server/http/form.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/solved.h"
#include "server/listen/redaction.h"
#include "server/listen/vote_reasons.h"
#include "server/pages/links.h"

namespace firstline {
namespace {

constexpr std::size_t kLongestId = 300;
constexpr std::size_t kHashLength = 64;
/// An event that was recorded a moment ago may not be written yet.
constexpr std::chrono::milliseconds kWaitForEvents{500};
constexpr std::chrono::hours kLastView{24};
/// One in so many of those who say yes is asked whether they would have asked the help desk.
constexpr unsigned kAskedOfYes = 10;

Reply told(const Site& site, const Request& request, int status, ErrorView view) {
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        Reply reply = page_reply(site.pages.error(frame_of(site, request, reading, "/", {}), view));
        reply.status = status;
        set_caching(reply, kKeepNothing);
        return reply;
    });
}

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
    Reply reply = told(site, request, 429,
                       {429, "That was a lot of answers",
                        fmt::format("So many answers came from here that this one was not taken. "
                                    "Please try again in {} seconds.",
                                    wait.count())});
    reply.headers.emplace_back("Retry-After", std::to_string(wait.count()));
    return reply;
}

Reply gone(const Site& site, const Request& request) {
    return told(site, request, 410,
                {410, "This article is not here any more",
                 "It was removed while you read it, so your answer has no place to go. Thank you "
                 "all the same. A person can help you now."});
}

struct Asked {
    Found found;
    std::string language;
};

Asked article_asked_about(const Site& site, const Request& request, const std::string& id) {
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        const auto records =
            id.size() > kLongestId ? std::vector<ArticleRecord>{} : reading.records({id});
        return Asked{records.empty() ? Found{} : reading.find(records.front().slug),
                     reading.manifest().kb.language};
    });
}

}  // namespace

Reply vote(const Site& site, const Request& request, const std::string& /*rest*/) {
    const Target fields = fields_of(request);
    const auto answer = answer_from(field(fields, "answer"));
    if (!answer || site.listening == nullptr)
        throw BadRequest("Choose Yes, Partly or No below the article.");
    const Asked asked = article_asked_about(site, request, field(fields, "article"));
    if (asked.found.kind != Found::Kind::article)
        return gone(site, request);
    const StoredArticle& article = asked.found.article;
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
    for (Header& cookie : cookies.headers)
        reply.headers.push_back(std::move(cookie));
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
    if (asked.found.kind != Found::Kind::article)
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
    return panel_of(asked.found.article, *vote);
}

}  // namespace firstline
