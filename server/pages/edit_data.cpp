#include <array>

#include <fmt/format.h>

#include "server/pages/edit_view.h"
#include "server/pages/frame_data.h"

namespace firstline {

namespace {

std::vector<PageData> problem_data(const std::vector<PreviewProblem>& problems) {
    std::vector<PageData> items;
    for (const PreviewProblem& problem : problems) {
        PageData item;
        item.text("line", std::to_string(problem.line))
            .text("severity", problem.severity)
            .text("message", problem.message);
        items.push_back(std::move(item));
    }
    return items;
}

void add_preview(PageData& data, const Preview& preview) {
    data.flag("has_preview", preview.trouble.empty())
        .text("preview_trouble", preview.trouble)
        .text("preview_title", preview.title)
        .html("preview_html", Html{preview.html})  // sanitised by the indexer
        .list("problems", problem_data(preview.problems));
}

}  // namespace

std::string edit_page(const Pages& pages, const Frame& frame, const EditView& view) {
    const bool is_new = view.article.empty();
    const PageKind kind{.title = is_new ? "Propose an article" : "Suggest a change: " + view.title,
                        .listed = false,
                        .style = "edit"};
    return pages.page("edit", frame, kind, [&](PageData& data) {
        data.text("form_token", view.form_token)
            .text("key", view.key)
            .text("article", view.article)
            .flag("is_new", is_new)
            .text("article_url", view.url)
            .text("title", view.title)
            .text("path", view.path)
            .text("base", view.base)
            .text("text", view.text)
            .text("why", view.why)
            .text("ticket", view.ticket)
            .text("flag", view.flag)
            .text("replaces", view.replaces)
            .text("note", view.note)
            .text("trouble", view.trouble)
            .flag("may_accept", view.may_accept);
        for (const char* field : std::to_array<const char*>({"path", "text", "why", "ticket"}))
            data.flag(fmt::format("bad_{}", field), view.field == field);
        if (view.preview)
            add_preview(data, *view.preview);
    });
}

}  // namespace firstline
