#include <algorithm>

#include <fmt/format.h>

#include "server/pages/assign_view.h"
#include "server/pages/frame_data.h"
#include "server/pages/wording.h"

namespace firstline {

std::string assigned_page(const Pages& pages, const Frame& frame, const AssignedView& view) {
    const PageKind kind{.title = "Assigned", .listed = false, .style = "writer"};
    const auto done = static_cast<unsigned>(
        std::count_if(view.rows.begin(), view.rows.end(),
                      [](const AssignedView::Row& row) { return row.trouble.empty(); }));
    return pages.page("writer_assigned", frame, kind, [&](PageData& data) {
        std::vector<PageData> assigned;
        std::vector<PageData> others;
        for (const AssignedView::Row& row : view.rows) {
            PageData item;
            item.text("title", row.title)
                .text("url", row.url)
                .text("number", row.proposal > 0 ? std::to_string(row.proposal) : "")
                .text("trouble", row.trouble);
            (row.trouble.empty() ? assigned : others).push_back(std::move(item));
        }
        data.text("owner", view.owner)
            .text("count", article_count(done))
            .text("not_done",
                  others.empty() ? "" : article_count(static_cast<unsigned>(others.size())))
            .text("more", view.more == 0 ? "" : article_count(static_cast<unsigned>(view.more)))
            .list("assigned", assigned)
            .list("others", others);
    });
}

}  // namespace firstline
