#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/access/sign_in_throttle.h"
#include "server/http/follow.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/incidents.h"
#include "server/http/params.h"

namespace firstline {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostAtOnce = 20;
constexpr std::size_t kMostShown = 10;
constexpr std::size_t kLongestId = 300;
/// Nobody reads longer without leaving the page open by mistake.
constexpr int kLongestDwell = 3600;

std::string text_in(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string())
        return {};
    auto text = found->get<std::string>();
    return text.size() <= kLongestQuery ? text : std::string{};
}

/// The ids that this viewer may read.
std::vector<ArticleRecord> articles_in(const Site& site, const Request& request,
                                       const std::vector<std::string>& ids) {
    return site.library.ask(viewer_of(request),
                            [&](Reading& reading) { return reading.records(ids); });
}

void note_article(const Site& site, const Request& request, const Json& told, Event::Kind kind,
                  const std::string& visitor) {
    const auto records = articles_in(site, request, {text_in(told, "article")});
    if (records.empty())
        return;
    Event event = event_of(site, request, kind);
    event.visitor = visitor;
    event.article = records.front().id;
    event.type = records.front().type;
    if (kind == Event::Kind::dwell) {
        const auto seconds = told.find("seconds");
        if (seconds == told.end() || !seconds->is_number())
            return;
        event.dwell = std::chrono::seconds{
            static_cast<int>(std::clamp(seconds->get<double>(), 0.0, double{kLongestDwell}))};
    }
    site.listening->recorder().record(std::move(event));
}

void note_shown(const Site& site, const Request& request, const Json& told,
                const std::string& visitor) {
    const auto shown = told.find("shown");
    if (shown == told.end() || !shown->is_array())
        return;
    std::vector<std::string> ids;
    for (const Json& id : *shown)
        if (id.is_string() && ids.size() < kMostShown &&
            id.get_ref<const std::string&>().size() <= kLongestId)
            ids.push_back(id);
    Event event = event_of(site, request, Event::Kind::suggestions_shown);
    event.visitor = visitor;
    for (const ArticleRecord& record : articles_in(site, request, ids))
        event.shown.push_back(record.id);
    if (!event.shown.empty())
        site.listening->recorder().record(std::move(event));
}

/// Results that followed what was typed, once they were meant: a result was opened, or the person
/// stopped and turned to the page.
void note_meant(const Site& site, const Request& request, const Json& told, Reply& reply) {
    const SearchRequest search{.query = text_in(told, "q")};
    if (search.query.empty())
        return;
    struct Shown {
        SearchResults results;
        std::string language;
        std::string incident;
    };
    const Shown shown = site.library.ask(viewer_of(request), [&](Reading& reading) {
        const KnowledgeBase& kb = reading.manifest().kb;
        const auto notices = incidents_about(site, search.query, kb);
        return Shown{reading.search(search), kb.language,
                     notices.empty() ? std::string{} : notices.front().key};
    });
    note_search(site, request, shown.results, shown.language, shown.incident, reply);
}

}  // namespace

Reply note_events(const Site& site, const Request& request, const std::string& /*rest*/) {
    Reply reply;
    reply.status = 204;
    const Json body = Json::parse(request.body, nullptr, false);
    if (!body.is_array() || body.size() > kMostAtOnce)
        throw BadRequest("Send a list of at most 20 events, as JSON.");
    if (!is_followed(site, request))
        return reply;
    if (site.listening->events_of_network.take(network_of(request.client), site.now()).count() > 0)
        return reply;
    const std::string visitor = visitor_for(site, request, reply);
    for (const Json& told : body) {
        const std::string kind = told.is_object() ? text_in(told, "kind") : std::string{};
        if (visitor.empty())
            break;
        if (kind == "search")
            note_meant(site, request, told, reply);
        else if (kind == name_of(Event::Kind::dwell))
            note_article(site, request, told, Event::Kind::dwell, visitor);
        else if (kind == name_of(Event::Kind::suggestion_opened))
            note_article(site, request, told, Event::Kind::suggestion_opened, visitor);
        else if (kind == name_of(Event::Kind::suggestions_shown))
            note_shown(site, request, told, visitor);
        else
            throw BadRequest(
                "An event has a kind: search, dwell, suggestions-shown or "
                "suggestion-opened.");
    }
    return reply;
}

}  // namespace firstline
