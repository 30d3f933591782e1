#include <algorithm>
#include <utility>

#include "server/http/answer_from_index.h"
#include "server/http/cookies.h"
#include "server/http/follow.h"
#include "server/http/for_desk.h"
#include "server/http/form.h"
#include "server/http/handlers.h"
#include "server/http/incidents.h"
#include "server/http/params.h"
#include "server/http/proposal_access.h"
#include "server/http/solved.h"
#include "server/pages/links.h"

namespace firstline {
namespace {

constexpr unsigned kTopics = 12;
constexpr unsigned kNewest = 6;
constexpr unsigned kRelated = 4;
constexpr unsigned kGuesses = 5;

bool holds_articles(const Manifest& manifest) {
    return std::any_of(
        manifest.databases.begin(), manifest.databases.end(),
        [](const SubDatabase& database) { return !database.archived && database.articles > 0; });
}

std::string edit_url_of(const KnowledgeBase& kb, const std::string& path) {
    static constexpr std::string_view kPlace = "{path}";
    std::string url = kb.edit_url;
    if (const std::size_t at = url.find(kPlace); at != std::string::npos)
        url.replace(at, kPlace.size(), encode_path(path));
    return url;
}

/// What does not exist and what this viewer may not read answer alike to the byte: it is the same
/// code, and the page holds no more of the URL than its words.
Reply not_found_page(const Site& site, const Request& request, Reading& reading,
                     const std::string& name) {
    NotFoundView view;
    view.words = words_of_path(name);
    view.results = reading.search({.query = view.words, .limit = kGuesses});
    view.results.took_ms = 0;
    Reply reply =
        page_reply(site.pages.not_found(frame_of(site, request, reading, "/", view.words), view));
    reply.status = 404;
    return reply;
}

Reply retired_page(const Site& site, const Request& request, Reading& reading) {
    Reply reply = page_reply(site.pages.retired(frame_of(site, request, reading, "/", {})));
    reply.status = 410;
    return reply;
}

Reply article_page(const Site& site, const Request& request, Reading& reading,
                   StoredArticle article, const std::optional<Vote>& vote,
                   const std::string& desk_token) {
    const bool part = request.header("X-Firstline-Part") == "solved";
    ArticleView view;
    view.related = reading.related(article, kRelated);
    const bool edits_here = request.caller.is_person() && viewer_of(request).role >= Role::agent &&
                            why_no_editing(site).empty();
    view.edit_url = edits_here ? "/edit/" + encode_path(article.record.slug)
                               : edit_url_of(reading.manifest().kb, article.record.path);
    view.article = std::move(article);
    view.solved = solved_view(view, vote, reading);
    if (!desk_token.empty()) {
        view.for_desk = for_desk(site, request, view.article);
        view.for_desk->form_token = desk_token;
        view.for_desk->may_stamp = edits_here && viewer_of(request).role >= Role::writer;
    }
    const ArticleRecord& record = view.article.record;
    const Frame frame = frame_of(site, request, reading, article_url(record.slug), {});
    Reply reply =
        page_reply(part ? site.pages.solved_part(frame, view) : site.pages.article(frame, view));
    if (record.unlisted || vote)
        reply.headers.emplace_back("X-Robots-Tag", "noindex");
    return reply;
}

/// Where an old or other name of an article leads.
std::string url_of_target(const std::string& target) {
    const bool whole = target.starts_with('/') || target.find("://") != std::string::npos;
    return whole ? target : article_url(target);
}

/// The page of the article of this name if it is asked for at its own address, `path`; a redirect
/// to that address if not.
Reply answer_by_name(const Site& site, const Request& request, const std::string& name,
                     const std::string& path) {
    const auto vote = vote_named_in(site, request);
    Reply cookies;
    const std::string desk_token =
        is_at_desk(site, request) ? form_token(request, cookies) : std::string{};
    const auto answer = [&](Reading& reading) {
        Found found = reading.find(without_outer_slashes(name));
        switch (found.kind) {
            case Found::Kind::article:
                return path == "/a/" + found.article.record.slug
                           ? article_page(site, request, reading, std::move(found.article), vote,
                                          desk_token)
                           : moved_to(article_url(found.article.record.slug));
            case Found::Kind::moved: return moved_to(url_of_target(found.target));
            case Found::Kind::retired: return retired_page(site, request, reading);
            case Found::Kind::nothing: break;
        }
        return not_found_page(site, request, reading, name);
    };
    if (!vote && desk_token.empty())
        return answer_from_index(site, request, answer);
    // What was said of the article changes while the article does not.
    Reply reply = site.library.ask(viewer_of(request), answer);
    set_caching(reply, kKeepNothing);
    move_cookies(cookies, reply);
    return reply;
}

/// Keeps that this article was opened, be it new to the browser or known to it.
void follow_view(const Site& site, const Request& request, const std::string& name, Reply& reply) {
    const bool shown = reply.status == 200 || reply.status == 304;
    if (!shown || site.listening == nullptr || request.target.parameter("vote") != nullptr ||
        !request.header("X-Firstline-Part").empty())
        return;
    struct Seen {
        Found found;
        std::string language;
    };
    const Seen seen = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return Seen{reading.find(without_outer_slashes(name)), reading.manifest().kb.language};
    });
    if (seen.found.kind == Found::Kind::article)
        note_view(site, request, seen.found.article, seen.language, reply);
}

/// Who works at the desk has operators unless they switch them off.
SearchRequest search_of(const Request& request) {
    SearchRequest search = search_request_from(request.target, Asker::person);
    if (is_of_desk(request) && !search.operators) {
        search.as_words = request.target.parameter("ops") != nullptr;
        search.operators = !search.as_words;
    }
    return search;
}

}  // namespace

Reply show_home(const Site& site, const Request& request, const std::string& /*rest*/) {
    return answer_from_index(site, request, [&](Reading& reading) {
        const Manifest& manifest = reading.manifest();
        HomeView view;
        view.notices = open_notices(site, manifest.kb);
        view.topics = reading.topics(kTopics);
        view.newest = reading.newest(kNewest);
        view.nothing_public = reading.articles() == 0 && holds_articles(manifest);
        return page_reply(site.pages.home(frame_of(site, request, reading, "/", {}), view));
    });
}

Reply show_results(const Site& site, const Request& request, const std::string& /*rest*/) {
    const SearchRequest search = search_of(request);
    const bool part =
        request.header("X-Firstline-Part") == "results" || switch_from(request.target, "part");
    // What is typed is not yet what is meant.
    const bool committed = !part || switch_from(request.target, "committed");
    SearchResults shown;
    std::string language;
    std::string incident;
    Reply reply = answer_from_index(site, request, [&](Reading& reading) {
        const ResultsView view{search, reading.search(search),
                               incidents_about(site, search.query, reading.manifest().kb)};
        shown = view.results;
        incident = view.notices.empty() ? std::string{} : view.notices.front().key;
        language = reading.manifest().kb.language;
        const Frame frame = frame_of(site, request, reading, search_url(search), search.query);
        return page_reply(part ? site.pages.results_part(frame, view)
                               : site.pages.results(frame, view));
    });
    if (committed && reply.status == 200 && search.offset == 0)
        note_search(site, request, shown, language, incident, reply);
    reply.headers.emplace_back("Vary", "X-Firstline-Part");
    reply.headers.emplace_back("X-Robots-Tag", "noindex");
    return reply;
}

Reply show_article(const Site& site, const Request& request, const std::string& rest) {
    Reply reply = answer_by_name(site, request, rest, "/a/" + rest);
    follow_view(site, request, rest, reply);
    return reply;
}

// Old URLs of a knowledge base that moved here lie anywhere, not only below /a/.
Reply show_not_found(const Site& site, const Request& request, const std::string& rest) {
    return answer_by_name(site, request, rest, "/" + rest);
}

Reply nothing_here(const Site& site, const Request& request) {
    return show_not_found(site, request, request.target.path.substr(1));
}

}  // namespace firstline
