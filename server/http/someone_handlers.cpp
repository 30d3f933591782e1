#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

#include "indexer/text/characters.h"
#include "indexer/text/language.h"
#include "server/access/secrets.h"
#include "server/http/client.h"
#include "server/http/desk.h"
#include "server/http/follow.h"
#include "server/http/form.h"
#include "server/http/form_rules.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/ticket_fields.h"
#include "server/http/ticket_origin.h"
#include "server/pages/links.h"
#include "server/pages/someone_view.h"
#include "server/tickets/intake.h"
#include "server/tickets/mail.h"

namespace firstline {
namespace {

/// A subject is read at a glance; all of the words stand below it.
constexpr std::size_t kSubject = 120;

/// The first line, cut between words.
std::string subject_of(std::string_view words) {
    std::string subject{trimmed(words.substr(0, words.find('\n')))};
    if (subject.size() <= kSubject)
        return subject;
    subject.resize(kSubject);
    const auto blank = subject.rfind(' ');
    return valid_utf8(subject.substr(0, blank)) + " …";
}

/// What an agent wrote down, as a form of the requester's.
SomeoneView view_from(const Target& fields) {
    SomeoneView view;
    const auto written = [&](const char* name, std::size_t longest) {
        return valid_utf8(trimmed(field(fields, name).substr(0, longest)));
    };
    view.form.form_key = field(fields, "key");
    view.words = written("words", kLongestDescription);
    std::erase(view.words, '\r');
    view.reach = written("reach", kLongestField);
    const auto given = channels();
    const std::string channel = field(fields, "channel");
    if (std::any_of(given.begin(), given.end(), [&](const Channel& c) { return c.key == channel; }))
        view.channel = channel;
    TicketForm& form = view.form.form;
    form.name = written("name", kLongestField);
    form.subject = subject_of(view.words);
    form.description = view.words;
    form.affects = field(fields, "affects");
    form.work = field(fields, "work");
    form.category = field(fields, "category");
    (view.reach.find('@') != std::string::npos ? form.email : form.telephone) = view.reach;
    return view;
}

Reply someone_reply(const Site& site, const Request& request, const SomeoneView& view, int status) {
    return private_page(site, request, status, [&](const Frame& frame, Reading& reading) {
        SomeoneView shown = view;
        shown.form.can_send = site.listening != nullptr;
        const KnowledgeBase& kb = reading.manifest().kb;
        add_rules(shown.form, kb, site.now());
        if (shown.opened) {
            const DeskRules rules = desk_rules(kb);
            shown.promise = promise_for(rules.plan, rules.clock, shown.opened->priority,
                                        shown.opened->category, shown.opened->created);
        }
        return someone_page(site.pages, frame, shown);
    });
}

IntakeFacts facts_of(const Site& site, const Request& request, const SomeoneView& view) {
    const TicketForm& form = view.form.form;
    const TicketOrigin origin = origin_of(site, request, {}, form.description);
    IntakeFacts facts;
    facts.form_key = view.form.form_key;
    facts.channel = view.channel;
    facts.opened_by = request.caller.name;
    facts.topic = topic_in(form.subject, origin.language);
    facts.incident = origin.incident;
    facts.language = language_tag(origin.language);
    const std::string base = is_local(request) ? base_url_of(site, request) : site.base_url;
    if (!base.empty())
        facts.page_url = base + "/ticket/";
    facts.can_mail = site.tickets.can_mail && is_mail_address(form.email);
    facts.now = site.now();
    return facts;
}

/// Whether a form says what a ticket says: sent twice, or the browser's "Back" and the next caller?
bool says_the_same(const TicketForm& form, const Ticket& ticket) {
    return form.description == ticket.description && form.name == ticket.name &&
           form.email == ticket.email && form.telephone == ticket.telephone;
}

/// As accept_ticket(); another caller in a form that was sent before has a ticket of their own.
Accepted accept(const Site& site, const Request& request, const SomeoneView& view,
                const DeskRules& rules) {
    const auto lease = site.listening->store();
    IntakeFacts facts = facts_of(site, request, view);
    Accepted accepted = accept_ticket(*lease, view.form.form, {}, rules.plan, rules.clock, facts);
    const auto kept = accepted.again ? TicketTable(*lease).by_reference(accepted.reference)
                                     : std::optional<Ticket>{};
    if (!kept || says_the_same(view.form.form, *kept))
        return accepted;
    facts.form_key = random_token();
    return accept_ticket(*lease, view.form.form, {}, rules.plan, rules.clock, facts);
}

}  // namespace

Reply show_someone(const Site& site, const Request& request, const std::string& /*rest*/) {
    SomeoneView view;
    view.form.form_key = random_token();
    if (const std::string* const sent = request.target.parameter("sent");
        sent != nullptr && site.listening != nullptr) {
        const auto lease = site.listening->store();
        view.opened = TicketTable(*lease).by_reference(*sent);
    }
    return someone_reply(site, request, view, 200);
}

Reply open_for_someone(const Site& site, const Request& request, const std::string& /*rest*/) {
    SomeoneView view = view_from(fields_of(request));
    if (!is_form_key(view.form.form_key) || site.listening == nullptr)
        throw BadRequest("Open \"A ticket for someone\" again, and send the form from there.");
    const DeskRules rules = site.library.ask(
        viewer_of(request), [](Reading& reading) { return desk_rules(reading.manifest().kb); });
    view.form.troubles = troubles_of(view.form.form, rules.plan);
    if (!view.form.troubles.empty())
        return someone_reply(site, request, view, 422);
    const Accepted accepted = accept(site, request, view, rules);
    spdlog::info("ticket accepted reference={} channel={} again={}", accepted.reference,
                 view.channel, accepted.again);
    site.tickets.notify();
    return see_other("/agent/ticket?sent=" + encode_component(accepted.reference));
}

}  // namespace firstline
