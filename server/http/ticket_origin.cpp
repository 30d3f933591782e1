#include "server/http/ticket_origin.h"

#include "server/access/secrets.h"
#include "server/http/frame.h"
#include "server/http/incidents.h"
#include "server/http/named_article.h"
#include "server/tickets/intake.h"

namespace firstline {

TicketOrigin origin_of(const Site& site, const Request& request, const std::string& article,
                       std::string_view text) {
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        TicketOrigin origin;
        const KnowledgeBase& kb = reading.manifest().kb;
        origin.language = kb.language;
        if (const auto notices = incidents_about(site, text, kb); !notices.empty())
            origin.incident = notices.front().key;
        if (const auto found = article_named(article, reading)) {
            origin.id = found->record.id;
            origin.type = found->record.type;
            origin.title = found->record.title;
        }
        return origin;
    });
}

std::optional<Reply> page_if_sent(Connection& connection, std::string_view form_key) {
    if (!TicketTable(connection).by_form_key(hash_of_token(form_key)))
        return std::nullopt;
    return see_other("/ticket/" + ticket_token(form_key));
}

}  // namespace firstline
