#include "server/pages/frame_data.h"
#include "server/pages/links.h"
#include "server/pages/publish_view.h"
#include "server/pages/wording.h"

namespace firstline {

std::string publish_page(const Pages& pages, const Frame& frame, const PublishView& view) {
    const ArticleRecord& article = view.article;
    const PageKind kind{.title = "Publish: " + article.title,
                        .listed = false,
                        .style = "writer",
                        .shows_articles = true};
    return pages.page("writer_publish", frame, kind, [&](PageData& data) {
        data.text("title", article.title)
            .text("url", article_url(article.slug))
            .text("path", article.path)
            .text("id_url", encode_component(article.id))
            .text("state", state_label(article.state))
            .flag("is_unpublished", view.is_unpublished)
            .text("readers_now", readership_label(article.audience))
            .text("readers_then", view.then ? readership_label(*view.then) : "")
            .flag("for_everybody", view.then == Audience{Standing::anyone, {}})
            .text("then", view.then ? audience_key(*view.then) : "")
            .html("body_html", view.html)
            .text("form_token", view.form_token);
    });
}

}  // namespace firstline
