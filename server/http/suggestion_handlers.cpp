#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/text/characters.h"
#include "server/access/sign_in_throttle.h"
#include "server/http/answer_from_index.h"
#include "server/http/api_json.h"
#include "server/http/cross_origin.h"
#include "server/http/handlers.h"
#include "server/http/incidents.h"
#include "server/http/params.h"
#include "server/http/problem_reply.h"
#include "server/search/offers.h"

namespace firstline {
namespace {

constexpr unsigned kMostOffers = 3;
constexpr std::size_t kMostIncidents = 2;

/// Text, too: a browser sends it to another site without asking first, which saves a round trip.
bool is_readable(std::string_view content_type) {
    const std::string type = lower_ascii(trimmed(content_type.substr(0, content_type.find(';'))));
    return type == "application/json" || type == "text/plain";
}

std::string text_at(const nlohmann::json& json, const char* member) {
    const auto found = json.find(member);
    if (found == json.end())
        return {};
    if (!found->is_string())
        throw BadRequest(fmt::format("\"{}\" must be a text.", member));
    return found->get<std::string>();
}

/// Throws BadRequest.
Writing writing_from(const std::string& body) {
    const auto json = nlohmann::json::parse(body, nullptr, false);
    if (!json.is_object() || (!json.contains("subject") && !json.contains("text")))
        throw BadRequest(R"(Send JSON such as {"subject": "...", "text": "..."}.)");
    return {text_at(json, "subject"), text_at(json, "text")};
}

/// An office may be behind one address: who signed in has a share of their own.
std::string payer_of(const Request& request, bool anonymous) {
    return anonymous || request.caller.way == Caller::Way::none ? network_of(request.client)
                                                                : "account " + request.caller.name;
}

/// @param anonymous  whoever a cookie says it is: the page that asked is not ours to tell them
Reply suggestions_reply(const Site& site, const Request& request, bool anonymous) {
    if (!is_readable(request.header("Content-Type")))
        return problem_reply(415, "Send the text as application/json, or the same as text/plain.");
    if (site.suggestion_limit)
        if (const auto wait = site.suggestion_limit->take(payer_of(request, anonymous), site.now());
            wait.count() > 0) {
            Reply reply = problem_reply(
                429, "Suggestions are asked for too often from here. Please wait a moment.");
            reply.headers.emplace_back("Retry-After", std::to_string(wait.count()));
            return reply;
        }
    const Writing writing = writing_from(request.body);
    const std::string base_url = anonymous ? base_url_of(site, request) : std::string{};
    return site.library.ask(anonymous ? Viewer{} : viewer_of(request), [&](Reading& reading) {
        auto incidents =
            incidents_about(site, writing.subject + "\n" + writing.text, reading.manifest().kb);
        incidents.resize(std::min(incidents.size(), kMostIncidents));
        Reply reply;
        reply.content_type = "application/json";
        reply.body = to_json(offers_for(writing, kMostOffers, reading), incidents, base_url);
        set_caching(reply, kKeepNothing);
        return reply;
    });
}

}  // namespace

Reply api_suggestions(const Site& site, const Request& request, const std::string& /*rest*/) {
    const SentFrom from = sent_from(site, request);
    Reply reply;
    try {
        reply = from == SentFrom::elsewhere
                    ? refuse_origin()
                    : suggestions_reply(site, request, from == SentFrom::listed);
    } catch (const BadRequest& bad) {
        // Not left to the Responder: a page may read only an answer that says so.
        reply = problem_reply(400, bad.what());
    }
    open_to_sender(reply, site, request);
    return reply;
}

Reply api_suggestions_preflight(const Site& site, const Request& request,
                                const std::string& /*rest*/) {
    return answer_preflight(site, request);
}

}  // namespace firstline
