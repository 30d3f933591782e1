#include "server/pages/account_data.h"

#include <utility>

#include "server/pages/wording.h"

namespace firstline {

namespace {

/// A directory may have somebody in hundreds.
constexpr std::size_t kMostGroups = 12;

PageData session_data(const Session& session, const Frame& frame, const AccountView& view) {
    const bool here = session.id == view.this_session;
    PageData data;
    data.text("browser", browser_label(session.user_agent))
        .text("since", reader_time(session.created))
        .text("seen", here ? "now" : ago(view.now - session.last_seen))
        .text("id", std::to_string(session.id))
        .text("form_token", frame.person ? frame.person->form_token : "")
        .flag("here", here);
    return data;
}

}  // namespace

PageData sign_in_data(const SignInView& view, PageData data) {
    data.text("form_token", view.form_token)
        .text("to", view.to)
        .text("name", view.name)
        .text("trouble", view.trouble)
        .flag("plain_http", view.plain_http)
        .flag("name_is_known", !view.name.empty());
    return data;
}

PageData account_data(const Frame& frame, const AccountView& view, PageData data) {
    std::vector<PageData> readable;
    readable.reserve(view.readable.size());
    for (const ReadableAudience& one : view.readable) {
        PageData item;
        item.text("audience", readership_label(one.audience))
            .text("mark", audience_mark(one.audience))
            .text("articles", count_text(static_cast<unsigned>(one.articles)));
        readable.push_back(std::move(item));
    }
    std::vector<PageData> sessions;
    sessions.reserve(view.sessions.size());
    for (const Session& session : view.sessions)
        sessions.push_back(session_data(session, frame, view));
    data.list("audiences", readable)
        .list("sessions", sessions)
        .text("groups", short_list(view.groups, kMostGroups))
        .text("trouble", view.trouble)
        .text("done", view.done)
        .flag("elsewhere", frame.person && frame.person->form_token.empty());
    return data;
}

}  // namespace firstline
