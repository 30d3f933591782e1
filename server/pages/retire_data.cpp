#include <fmt/format.h>

#include "server/pages/frame_data.h"
#include "server/pages/links.h"
#include "server/pages/retire_view.h"
#include "server/pages/wording.h"

namespace firstline {

namespace {

std::string number(std::size_t count) {
    return count_text(static_cast<unsigned>(count));
}

std::vector<PageData> others_data(const std::vector<RetireView::Other>& others,
                                  const std::string& chosen) {
    std::vector<PageData> items;
    for (const RetireView::Other& other : others) {
        PageData item;
        item.text("id", other.id)
            .text("title", other.title)
            .text("url", other.url)
            .text("edit_url", "/edit/" + encode_component(other.id))
            .flag("chosen", other.id == chosen);
        items.push_back(std::move(item));
    }
    return items;
}

std::vector<PageData> query_data(const LeadingQueries& queries) {
    std::vector<PageData> items;
    for (const LeadingQuery& query : queries.queries) {
        PageData item;
        item.text("query", query.query)
            .text("people", fmt::format("{} people", number(query.visitors)));
        items.push_back(std::move(item));
    }
    return items;
}

}  // namespace

std::string retire_page(const Pages& pages, const Frame& frame, const RetireView& view) {
    const ArticleRecord& article = view.article;
    const PageKind kind{.title = "Retire: " + article.title, .listed = false, .style = "writer"};
    return pages.page("writer_retire", frame, kind, [&](PageData& data) {
        data.text("title", article.title)
            .text("url", article_url(article.slug))
            .text("path", article.path)
            .text("id_url", encode_component(article.id))
            .text("readers", readership_label(article.audience))
            .text("tickets", view.tickets == 0 ? "None in 90 days"
                                               : fmt::format("{} in 90 days", number(view.tickets)))
            .text("votes", view.votes)
            .list("queries", query_data(view.queries))
            .list("linked_from", others_data(view.linked_from, {}))
            .list("led_here", others_data(view.led_here, {}))
            .list("nearest", others_data(view.nearest, view.target))
            .text("retired_by", view.retired_by > 0 ? std::to_string(view.retired_by) : "")
            .flag("nothing_chosen", view.target == "-")
            .text("other", view.other)
            .text("reason", view.reason)
            .text("trouble", view.trouble)
            .text("form_token", view.form_token);
    });
}

}  // namespace firstline
