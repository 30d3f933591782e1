#include <optional>

#include <nlohmann/json.hpp>

#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/problem_reply.h"
#include "server/tickets/alerts.h"
#include "server/tickets/desk_events.h"
#include "server/tickets/signed_message.h"

namespace firstline {
namespace {

/// Why this message is not taken; nothing if it comes from the desk's system: signed, or with a
/// token of our API, whose scope the route has asked for.
std::optional<Reply> refusal_of(const Site& site, const Request& request) {
    if (request.caller.way == Caller::Way::token)
        return std::nullopt;
    const SignedMessage message{request.header("Firstline-Timestamp"),
                                request.header("Firstline-Signature"), request.body};
    switch (check_signature(message, site.tickets.secret, site.now())) {
        case SignatureCheck::good: return std::nullopt;
        case SignatureCheck::stale:
            return problem_reply(401,
                                 "The message was signed more than 5 minutes from now. Sign it "
                                 "anew at each attempt, and check the clocks.");
        case SignatureCheck::wrong: break;
    }
    return problem_reply(
        401, "The message has no signature of the desk's system: see Firstline-Signature.");
}

Reply done(const nlohmann::json& json) {
    Reply reply;
    reply.content_type = "application/json";
    reply.body = json.dump();
    reply.headers = {{"Cache-Control", "no-store"}};
    return reply;
}

}  // namespace

Reply take_desk_event(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (auto refusal = refusal_of(site, request))
        return *refusal;
    if (site.listening == nullptr)
        return problem_reply(503, "This server keeps no tickets.");
    try {
        const DeskEvent event = desk_event_from(request.body, site.now());
        if (!apply_event(event, *site.listening->store()))
            return problem_reply(404, "There is no ticket of this reference.");
        return done({{"result", "kept"}});
    } catch (const BadDeskMessage& bad) {
        throw BadRequest(bad.what());
    }
}

Reply take_alerts(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (auto refusal = refusal_of(site, request))
        return *refusal;
    if (site.listening == nullptr)
        return problem_reply(503, "This server keeps no incidents.");
    try {
        const auto alerts = alerts_from(request.body, site.now());
        apply_alerts(alerts, *site.listening->store());
        site.listening->forget_incidents();
        return done({{"result", "kept"}, {"alerts", alerts.size()}});
    } catch (const BadDeskMessage& bad) {
        throw BadRequest(bad.what());
    }
}

}  // namespace firstline
