#include "server/pages/frame_data.h"
#include "server/pages/links.h"
#include "server/pages/results_data.h"
#include "server/pages/stub_view.h"

namespace firstline {

std::string stub_page(const Pages& pages, const Frame& frame, const StubView& view) {
    const PageKind kind{.title = "An article that is missing", .listed = false, .style = "forms"};
    const std::string ticket =
        view.ticket.empty() ? std::string{} : "?ticket=" + encode_component(view.ticket);
    return pages.page("stub", frame, kind, [&](PageData& data) {
        std::vector<PageData> near;
        for (const Hit& hit : view.near) {
            PageData item = hit_data(hit, frame, false);
            item.text("edit_url",
                      view.can_edit ? "/edit/" + encode_component(hit.article.id) + ticket : "");
            near.push_back(std::move(item));
        }
        data.list("near", near)
            .text("path", view.path)
            .text("text", view.text)
            .text("ticket", view.ticket)
            .flag("can_edit", view.can_edit)
            .text("form_token", frame.form_token);
    });
}

}  // namespace firstline
