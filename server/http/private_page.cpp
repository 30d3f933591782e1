#include "server/http/private_page.h"

#include "server/http/answer_from_index.h"

namespace firstline {

Reply private_page(const Site& site, const Request& request, int status, const MakePage& make) {
    Reply reply = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return page_reply(make(frame_of(site, request, reading, request.target.path, {}), reading));
    });
    reply.status = status;
    reply.headers.emplace_back("X-Robots-Tag", "noindex");
    set_caching(reply, kKeepNothing);
    return reply;
}

Reply message_page(const Site& site, const Request& request, int status, const std::string& title,
                   const std::string& text) {
    return private_page(site, request, status, [&](const Frame& frame, Reading&) {
        return site.pages.error(frame, {status, title, text});
    });
}

}  // namespace firstline
