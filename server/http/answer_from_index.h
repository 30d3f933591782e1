#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include "server/http/conditional.h"
#include "server/http/frame.h"

namespace firstline {

/// Answers differ between viewers and change with the index, so each use asks again.
inline constexpr const char* kAskAgain = "private, no-cache";
/// After signing out, nothing of it may come back by the browser's "Back".
inline constexpr const char* kKeepNothing = "private, no-store";

/// What browsers may do with an answer to this request.
const char* caching_for(const Request& request);
void set_caching(Reply& reply, const char* caching);

/// The entity tag of what `request` is answered from `reading` now: the index as this viewer sees
/// it, templates, current incidents, the day, and how the request was made.
std::string tag_of(const Site& site, const Request& request, const Viewer& viewer,
                   Reading& reading);

/// Answers from one moment of the index: 304 if the client has that answer already, else what
/// `make` makes of it, with its entity tag. `make` may be called more than once.
template <std::invocable<Reading&> Make>
Reply answer_from_index(const Site& site, const Request& request, const Make& make) {
    const Viewer viewer = viewer_of(request);
    return site.library.ask(viewer, [&](Reading& reading) -> Reply {
        const std::string tag = tag_of(site, request, viewer, reading);
        if (client_has(request, tag))
            return not_modified(tag, caching_for(request));
        Reply reply = make(reading);
        if (reply.status == 200)
            reply.headers.emplace_back("ETag", tag);
        if (request.caller.is_person() || !reply.has("Cache-Control"))
            set_caching(reply, caching_for(request));
        return reply;
    });
}

/// A page with status 200.
Reply page_reply(std::string html);

}  // namespace firstline
