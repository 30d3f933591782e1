#include <algorithm>

#include "indexer/text/characters.h"
#include "server/access/sign_in_throttle.h"
#include "server/http/cookies.h"
#include "server/http/follow.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/incidents.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/tickets/mail.h"

namespace firstline {
namespace {

constexpr std::size_t kLongestKey = 200;

/// The incident of this key, open or over; nothing if there never was one.
std::optional<IncidentView> incident_of(const Site& site, const Request& request,
                                        const std::string& key) {
    if (key.empty() || key.size() > kLongestKey || site.listening == nullptr)
        return std::nullopt;
    IncidentView view;
    const auto open = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return open_notices(site, reading.manifest().kb);
    });
    const auto found = std::find_if(open.begin(), open.end(),
                                    [&](const Notice& notice) { return notice.key == key; });
    const auto lease = site.listening->store();
    IncidentTable table(*lease);
    if (found != open.end()) {
        view.notice = *found;
    } else if (const auto known = table.find(key)) {
        view.notice = {.title = known->title,
                       .text = known->text,
                       .from = known->from,
                       .link = known->link,
                       .key = key};
        view.ended = true;
    } else {
        return std::nullopt;
    }
    view.affected = table.joined(key);
    view.can_mail = site.tickets.can_mail;
    return view;
}

Reply incident_page(const Site& site, const Request& request, const IncidentView& view,
                    int status) {
    return private_page(site, request, status, [&](const Frame& frame, Reading&) {
        return site.pages.incident(frame, view);
    });
}

void note_joined(const Site& site, const Request& request, const IncidentView& view,
                 const std::string& visitor) {
    if (visitor.empty())
        return;
    Event event = event_of(site, request, Event::Kind::incident_joined);
    event.visitor = visitor;
    event.incident = view.notice.key;
    event.topic = topic_in(view.notice.title, "english");
    site.listening->recorder().record(std::move(event));
}

}  // namespace

Reply show_incident(const Site& site, const Request& request, const std::string& rest) {
    auto view = incident_of(site, request, rest);
    if (!view)
        return nothing_here(site, request);
    view->joined = switch_from(request.target, "joined");
    view->told = switch_from(request.target, "told");
    return incident_page(site, request, *view, 200);
}

Reply join_incident(const Site& site, const Request& request, const std::string& /*rest*/) {
    const Target fields = fields_of(request);
    auto view = incident_of(site, request, field(fields, "incident"));
    if (!view)
        throw BadRequest("There is no such incident any more.");
    if (view->ended)
        return see_other("/incidents/" + encode_path(view->notice.key));
    const std::string email{trimmed(field(fields, "email"))};
    if (!email.empty() && (!view->can_mail || !is_mail_address(email))) {
        view->trouble = "This is no address that we can write to. You are counted without it.";
        view->joined = true;
        return incident_page(site, request, *view, 422);
    }
    Reply cookies;
    const std::string visitor = visitor_for(site, request, cookies);
    if (site.listening->votes_of_network.take(network_of(request.client), site.now()).count() > 0)
        throw BadRequest("Too much came from your network just now. Please try again later.");
    {
        const auto lease = site.listening->store();
        IncidentTable(*lease).join(
            {.incident = view->notice.key,
             .title = view->notice.title,
             .visitor = visitor.empty() ? std::nullopt : std::optional<std::string>{visitor},
             .email = email,
             .at = site.now()});
    }
    note_joined(site, request, *view, visitor);
    Reply reply = see_other("/incidents/" + encode_path(view->notice.key) + "?joined=1" +
                            (email.empty() ? "" : "&told=1"));
    move_cookies(cookies, reply);
    return reply;
}

}  // namespace firstline
