#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "indexer/text/characters.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/json_body.h"
#include "server/http/named_article.h"
#include "server/http/params.h"
#include "server/http/problem_reply.h"
#include "server/http/team.h"
#include "server/listen/redaction.h"
#include "server/pages/agent_view.h"
#include "server/search/match.h"
#include "server/store/ticket_links.h"
#include "server/store/tickets.h"

namespace firstline {
namespace {

/// One line, without what names a person.
std::string kept_chip(const std::string& text) {
    std::string chip = redacted(trimmed(text));
    std::replace_if(
        chip.begin(), chip.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return chip;
}

/// Throws BadRequest.
TicketLink link_from(const nlohmann::json& body) {
    TicketLink link;
    link.article = text_member(body, "article");
    link.section = text_member(body, "section");
    link.ticket = std::string{trimmed(text_member(body, "ticket"))};
    link.internal = switch_member(body, "internal");
    if (link.ticket.empty() || link.ticket.size() > kLongestTicketReference)
        throw BadRequest("\"ticket\" must be the reference of a ticket, of at most 100 bytes.");
    for (const std::string& text : texts_member(body, "chips"))
        if (std::string chip = kept_chip(text);
            !chip.empty() && chip.size() <= kLongestChip && link.chips.size() < kMostChips)
            link.chips.push_back(std::move(chip));
    return link;
}

struct Linked {
    std::optional<StoredArticle> article;
    std::string team;
};

}  // namespace

Reply api_record_link(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (site.listening == nullptr)
        return problem_reply(503, "This server keeps nothing, so links cannot be recorded.");
    TicketLink link = link_from(json_body(request));
    const Linked linked = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return Linked{article_named(link.article, reading),
                      team_of(request.caller, reading.manifest().kb)};
    });
    if (!linked.article)
        return problem_reply(404, "There is no such article.");
    const StoredArticle& article = *linked.article;
    const auto& sections = article.sections;
    if (std::none_of(sections.begin(), sections.end(),
                     [&](const StoredSection& it) { return it.anchor == link.section; }))
        link.section.clear();
    link.at = site.now();
    link.agent = request.caller.name;
    link.team = linked.team;
    link.article = article.record.id;
    link.text_hash = article.details.content_hash;
    // Whatever the caller says: what is not for requesters is not shown to one.
    link.internal = link.internal || !is_for_requesters(article.record);

    const auto lease = site.listening->store();
    TicketTable tickets(*lease);
    auto ticket = tickets.by_reference(link.ticket);
    if (!ticket)
        ticket = tickets.by_desk_reference(link.ticket);
    if (ticket)
        link.own_ticket = ticket->id;
    const auto id = TicketLinkTable(*lease).put(link);
    Reply reply;
    reply.status = 201;
    reply.content_type = "application/json";
    reply.body = nlohmann::ordered_json{{"id", id},
                                        {"article", link.article},
                                        {"ticket", link.ticket},
                                        {"internal", link.internal},
                                        {"chips", link.chips},
                                        {"shown_to_requester", ticket && !link.internal}}
                     .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    reply.headers.emplace_back("Cache-Control", "private, no-store");
    return reply;
}

}  // namespace firstline
