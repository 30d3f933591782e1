#include <utility>

#include "server/access/secrets.h"
#include "server/http/desk.h"
#include "server/http/form.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/pages/links.h"
#include "server/store/ticket_links.h"
#include "server/store/votes.h"

namespace firstline {
namespace {

Reply no_such_ticket(const Site& site, const Request& request) {
    return message_page(site, request, 404, "There is no such page",
                        "The reference of a ticket opens nothing by itself. Use the whole address "
                        "that you were given when you sent it, or telephone the help desk.");
}

/// What agents linked, but for the article that is said to have solved it.
std::vector<GivenArticle> given_to(const std::vector<TicketLink>& links, const Ticket& ticket,
                                   Reading& reading) {
    std::vector<GivenArticle> given;
    for (const TicketLink& link : links)
        for (const ArticleRecord& record : reading.records({link.article}))
            if (link.article != ticket.solved_by)
                given.push_back({record.title, article_url(record.slug, link.section)});
    return given;
}

}  // namespace

Reply show_ticket(const Site& site, const Request& request, const std::string& rest) {
    if (site.listening == nullptr)
        return no_such_ticket(site, request);
    TicketView view{.token = rest};
    std::vector<TicketLink> given;
    {
        const auto lease = site.listening->store();
        TicketTable tickets(*lease);
        auto ticket = tickets.by_secret(hash_of_token(rest));
        if (!ticket)
            return no_such_ticket(site, request);
        view.ticket = std::move(*ticket);
        view.files = tickets.attachment_names(view.ticket.id);
        view.reclassified = tickets.notes(view.ticket.id);
        given = TicketLinkTable(*lease).of_own_ticket(view.ticket.id);
    }
    std::erase_if(view.reclassified,
                  [](const TicketNote& note) { return !note.what.starts_with("priority"); });
    view.sent_now = switch_from(request.target, "sent");
    view.can_mail = site.tickets.can_mail;
    return private_page(site, request, 200, [&](const Frame& frame, Reading& reading) {
        const DeskRules rules = desk_rules(reading.manifest().kb);
        const Ticket& it = view.ticket;
        view.promise = promise_for(rules.plan, rules.clock, it.priority, it.category, it.created);
        view.affects = label_of(rules.plan.affects, it.affects);
        view.work = label_of(rules.plan.work, it.work);
        if (const TicketCategory* const category = rules.plan.category(it.category)) {
            view.category = category->name;
            view.escalation = category->escalation;
            for (EscalationStep& step : view.escalation)
                for (const Owner& owner : reading.manifest().kb.owners)
                    if (owner.key == step.contact)
                        step.contact = owner.name;
        }
        if (!it.solved_by.empty())
            if (auto records = reading.records({it.solved_by}); !records.empty())
                view.solved_by = std::move(records.front());
        view.given = given_to(given, it, reading);
        return site.pages.ticket(frame, view);
    });
}

Reply say_really_solved(const Site& site, const Request& request, const std::string& /*rest*/) {
    const Target fields = fields_of(request);
    const std::string token = field(fields, "ticket");
    const std::string answer = field(fields, "answer");
    if (site.listening == nullptr)
        return no_such_ticket(site, request);
    const auto lease = site.listening->store();
    TicketTable tickets(*lease);
    // The desk may tell something of the same ticket at the same moment.
    Transaction transaction(*lease);
    auto ticket = tickets.by_secret(hash_of_token(token));
    if (!ticket)
        return no_such_ticket(site, request);
    if (!answer_from(answer) || !ticket->solved)
        throw BadRequest("Choose Yes, Partly or No on the page of a ticket that is solved.");
    ticket->really_solved = answer;
    ticket->really_solved_at = site.now();
    tickets.update(*ticket);
    tickets.note(
        ticket->id,
        {.at = site.now(), .who = "requester", .what = "really solved: " + answer, .why = {}});
    transaction.commit();
    return see_other("/ticket/" + token);
}

}  // namespace firstline
