#include "server/pages/frame_data.h"
#include "server/pages/links.h"
#include "server/pages/someone_view.h"
#include "server/pages/ticket_data.h"

namespace firstline {

std::vector<Channel> channels() {
    return {{"telephone", "Telephone"}, {"walk-in", "Came by"}, {"chat", "Chat"}, {"mail", "Mail"}};
}

std::string someone_page(const Pages& pages, const Frame& frame, const SomeoneView& view) {
    const PageKind kind{.title = "A ticket for someone", .listed = false, .style = "forms"};
    return pages.page("someone", frame, kind, [&](PageData& data) {
        add_help(data, frame, view.form);
        std::vector<PageData> ways;
        for (const Channel& channel : channels()) {
            PageData item;
            item.text("value", channel.key)
                .text("label", channel.label)
                .flag("chosen", view.channel == channel.key);
            ways.push_back(std::move(item));
        }
        data.list("channels", ways)
            .text("reach", view.reach)
            .text("words", view.words)
            .text("form_token", frame.form_token)
            .text("opened", view.opened ? view.opened->reference : "")
            .text("opened_for", view.opened ? view.opened->name : "")
            .text("opened_answer", view.promise.answer)
            .text("opened_call", view.promise.call)
            .text("opened_call_url", telephone_url(view.promise.telephone))
            .text("find_url",
                  view.opened ? "/agent?ticket=" + encode_component(view.opened->reference) : "");
    });
}

}  // namespace firstline
