#include "server/http/cross_origin.h"

#include "server/http/form.h"
#include "server/http/problem_reply.h"

namespace firstline {
namespace {

/// Browsers ask again after that; longer than two hours none of them remembers.
constexpr const char* kPreflightSeconds = "7200";

}  // namespace

SentFrom sent_from(const Site& site, const Request& request) {
    const std::string_view origin = request.header("Origin");
    const std::string_view fetch = request.header("Sec-Fetch-Site");
    // No page can forge what its browser says of it, so it counts even where a proxy does not tell
    // by which scheme it was asked. Programs say neither.
    if (fetch == "same-origin" || (fetch.empty() && origin.empty()) ||
        comes_from_here(site, request))
        return SentFrom::here;
    return site.suggest_origins.contains(origin) ? SentFrom::listed : SentFrom::elsewhere;
}

void open_to_sender(Reply& reply, const Site& site, const Request& request) {
    reply.headers.emplace_back("Vary", "Origin");
    if (sent_from(site, request) != SentFrom::listed)
        return;
    reply.headers.emplace_back(
        "Access-Control-Allow-Origin",
        site.suggest_origins.everybody() ? "*" : std::string{request.header("Origin")});
    reply.headers.emplace_back("Access-Control-Expose-Headers", "Retry-After");
    reply.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
}

Reply answer_preflight(const Site& site, const Request& request) {
    Reply reply = sent_from(site, request) == SentFrom::elsewhere ? refuse_origin() : Reply{};
    if (reply.status == 200) {
        reply.status = 204;
        reply.headers = {{"Access-Control-Allow-Methods", "POST"},
                         {"Access-Control-Allow-Headers", "Content-Type"},
                         {"Access-Control-Max-Age", kPreflightSeconds},
                         {"Cache-Control", "no-store"}};
    }
    open_to_sender(reply, site, request);
    return reply;
}

Reply refuse_origin() {
    return problem_reply(403,
                         "Pages of this site may not ask here. Who keeps this server names those "
                         "that may in its setting suggest_origins.");
}

}  // namespace firstline
