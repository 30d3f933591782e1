#include "server/http/follow.h"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "indexer/text/characters.h"
#include "server/access/secrets.h"
#include "server/http/cookies.h"
#include "server/http/frame.h"
#include "server/listen/bots.h"
#include "server/listen/redaction.h"
#include "server/listen/topic.h"

namespace firstline {
namespace {

constexpr std::string_view kVisitorCookie = "firstline_visitor";
constexpr std::size_t kVisitorLength = 43;  // of random_token()
constexpr std::size_t kMostShown = 10;

bool is_visitor_id(std::string_view text) {
    return text.size() == kVisitorLength && std::all_of(text.begin(), text.end(), [](char c) {
               return is_ascii_alnum(c) || c == '-' || c == '_';
           });
}

/// One for all browsers of who is signed in; empty if the store cannot be asked, so that nobody is
/// kept from an answer.
std::string pseudonym(const Site& site, const Request& request) {
    try {
        return site.listening->pseudonym_of(request.caller.name, site.now());
    } catch (const StoreError& error) {
        spdlog::warn("a visitor is not known: {}", error.what());
        return {};
    }
}

void count_view(const Site& site, const Request& request, bool followed) {
    if (followed || (asks_not_to_be_followed(request) && !is_bot(request.header("User-Agent"))))
        site.listening->recorder().count_view(std::chrono::floor<std::chrono::days>(site.now()),
                                              followed);
}

}  // namespace

bool asks_not_to_be_followed(const Request& request) {
    return request.header("DNT") == "1" || request.header("Sec-GPC") == "1";
}

bool is_followed(const Site& site, const Request& request) {
    const auto ahead = request.header("Sec-Purpose");
    return site.listening != nullptr && !asks_not_to_be_followed(request) &&
           request.caller.way != Caller::Way::token && request.method != "HEAD" &&
           ahead.find("prefetch") == std::string_view::npos &&
           !is_bot(request.header("User-Agent"));
}

std::string visitor_of(const Site& site, const Request& request) {
    if (!is_followed(site, request))
        return {};
    if (request.caller.is_person())
        return pseudonym(site, request);
    const auto id = cookie(request, kVisitorCookie);
    return is_visitor_id(id) ? std::string{id} : std::string{};
}

std::string visitor_for(const Site& site, const Request& request, Reply& reply) {
    if (!is_followed(site, request)) {
        // Who was followed and now asks not to be is forgotten by their browser at once.
        if (asks_not_to_be_followed(request) && !cookie(request, kVisitorCookie).empty())
            set_cookie(reply, request, kVisitorCookie, {});
        return {};
    }
    if (std::string known = visitor_of(site, request); !known.empty() || request.caller.is_person())
        return known;
    std::string fresh = random_token();
    set_cookie(reply, request, kVisitorCookie, fresh, kVisitorLife);
    return fresh;
}

bool is_of_desk(const Request& request) {
    return request.caller.viewer.role >= Role::agent;
}

std::string topic_in(std::string_view text, std::string_view language) {
    Language words{std::string{language}};
    return topic_of(text, words);
}

Event event_of(const Site& site, const Request& request, Event::Kind kind) {
    return {.kind = kind,
            .at = site.now(),
            .by_desk = is_of_desk(request),
            .signed_in = viewer_of(request).role >= Role::employee};
}

void note_search(const Site& site, const Request& request, const SearchResults& results,
                 std::string_view language, const std::string& incident, Reply& reply) {
    if (site.listening == nullptr || results.query.empty())
        return;
    Event event = event_of(site, request, Event::Kind::search);
    event.visitor = visitor_for(site, request, reply);
    if (event.visitor.empty())
        return;
    event.query = redacted(results.query);
    event.topic = topic_in(event.query, language);
    for (const Hit& hit : results.hits)
        if (event.shown.size() < kMostShown)
            event.shown.push_back(hit.article.id);
    event.total = results.total;
    event.sure = results.sure;
    event.incident = incident;
    site.listening->recorder().record(std::move(event));
}

void note_view(const Site& site, const Request& request, const StoredArticle& article,
               std::string_view language, Reply& reply) {
    if (site.listening == nullptr)
        return;
    Event event = event_of(site, request, Event::Kind::view);
    event.visitor = visitor_for(site, request, reply);
    count_view(site, request, !event.visitor.empty());
    if (event.visitor.empty())
        return;
    event.article = article.record.id;
    event.type = article.record.type;
    event.text_hash = article.details.content_hash;
    event.topic = topic_in(article.record.title, language);
    site.listening->recorder().record(std::move(event));
}

}  // namespace firstline
