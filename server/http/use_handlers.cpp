#include "indexer/text/characters.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/named_article.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/solved.h"
#include "server/pages/links.h"
#include "server/store/flags.h"
#include "server/store/ticket_links.h"

namespace firstline {
namespace {

Reply noted() {
    Reply reply;
    reply.status = 204;
    reply.headers.emplace_back("Cache-Control", "no-store");
    return reply;
}

}  // namespace

Reply note_use(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (site.listening == nullptr)
        throw BadRequest("This server keeps nothing, so it cannot note this.");
    const Target fields = fields_of(request);
    const auto article = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return article_named(field(fields, "article"), reading);
    });
    if (!article)
        return message_page(site, request, 404, "This article is not here",
                            "It may have been removed while you read it. Nothing was noted.");
    std::string ticket{trimmed(field(fields, "ticket"))};
    if (ticket.size() > kLongestTicketReference)
        ticket.clear();
    const auto now = site.now();
    const auto lease = site.listening->store();
    // Kept, so that later changes of the text can be weighed.
    VoteTable(*lease).keep_text(voted_text(*article), now);
    ArticleUseTable(*lease).add({.at = now,
                                 .agent = request.caller.name,
                                 .ticket = ticket,
                                 .article = article->record.id,
                                 .text_hash = article->details.content_hash});
    if (!request.header("X-Firstline-Part").empty())
        return noted();
    return see_other(article_url(article->record.slug) + "?used=1");
}

}  // namespace firstline
