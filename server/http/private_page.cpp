#include "server/http/private_page.h"

#include "server/http/answer_from_index.h"
#include "server/http/cookies.h"
#include "server/http/form.h"

namespace firstline {

Reply private_page(const Site& site, const Request& request, int status, const MakePage& make) {
    Reply cookies;
    const std::string token =
        request.caller.is_person() ? form_token(request, cookies) : std::string{};
    Reply reply = site.library.ask(viewer_of(request), [&](Reading& reading) {
        Frame frame = frame_of(site, request, reading, request.target.path, {});
        frame.form_token = token;
        return page_reply(make(frame, reading));
    });
    move_cookies(cookies, reply);
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
