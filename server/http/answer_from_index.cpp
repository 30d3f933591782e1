#include "server/http/answer_from_index.h"

#include <utility>

#include "server/access/secrets.h"
#include "server/http/client.h"
#include "server/http/identify.h"
#include "server/http/incidents.h"
#include "server/http/routes.h"
#include "server/http/version.h"

namespace firstline {

std::string tag_of(const Site& site, const Request& request, const Viewer& viewer,
                   Reading& reading) {
    const auto now = site.now();
    const auto today = std::chrono::floor<std::chrono::days>(now);
    std::vector<std::string> parts{kServerVersion,
                                   request.raw_target,
                                   std::string{request.header("X-Firstline-Part")},
                                   reading.version(),
                                   site.pages.version(),
                                   iso_date(today),
                                   base_url_of(site, request),
                                   is_local(request) ? "local" : "remote"};
    // Pages show who is signed in, and forms are bound to their session.
    const Caller& caller = request.caller;
    parts.push_back(std::to_string(static_cast<int>(caller.way)) + caller.name);
    parts.emplace_back(name_of(caller.viewer.role));
    if (!speaks_json(request.target.path))
        parts.push_back(sign_in_url_of(site, request));
    if (caller.way == Caller::Way::session)
        parts.push_back(hash_of_token(session_token(request)));
    for (const SubDatabase& database : databases_of(viewer, reading.manifest()))
        parts.push_back(database.audience);
    for (const Notice& notice : open_notices(site, reading.manifest().kb)) {
        parts.push_back(notice.title);
        parts.push_back(notice.text);
    }
    return weak_tag(parts);
}

const char* caching_for(const Request& request) {
    return request.caller.is_person() ? kKeepNothing : kAskAgain;
}

void set_caching(Reply& reply, const char* caching) {
    std::erase_if(reply.headers,
                  [](const Header& header) { return header.first == "Cache-Control"; });
    reply.headers.emplace_back("Cache-Control", caching);
}

Reply page_reply(std::string html) {
    Reply reply;
    reply.content_type = "text/html; charset=utf-8";
    reply.body = std::move(html);
    return reply;
}

}  // namespace firstline
