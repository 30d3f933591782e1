#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "indexer/text/characters.h"
#include "indexer/text/language.h"
#include "server/access/sign_in_throttle.h"
#include "server/http/client.h"
#include "server/http/desk.h"
#include "server/http/follow.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/ticket_fields.h"
#include "server/http/ticket_origin.h"
#include "server/store/drafts.h"
#include "server/tickets/intake.h"

namespace firstline {
namespace {

/// The group of whom a desk wants to take special care.
constexpr const char* kWhiteGlove = "white-glove";

std::chrono::seconds wait_to_send(const Site& site, const Request& request) {
    const auto now = site.now();
    const std::string visitor = visitor_of(site, request);
    if (!visitor.empty())
        if (const auto wait = site.listening->tickets_of_visitor.take(visitor, now);
            wait.count() > 0)
            return wait;
    return site.listening->tickets_of_network.take(network_of(request.client), now);
}

Reply review_page(const Site& site, const Request& request, ReviewView view, int status) {
    return private_page(site, request, status, [&](const Frame& frame, Reading& reading) {
        ReviewView shown = view;
        const DeskRules rules = desk_rules(reading.manifest().kb);
        const TicketForm& form = shown.form;
        shown.promise =
            promise_for(rules.plan, rules.clock, priority_for(rules.plan, form.affects, form.work),
                        form.category, site.now());
        shown.affects = label_of(rules.plan.affects, form.affects);
        shown.work = label_of(rules.plan.work, form.work);
        if (const TicketCategory* const category = rules.plan.category(form.category))
            shown.category = category->name;
        return site.pages.ticket_review(frame, shown);
    });
}

Reply draft_is_gone(const Site& site, const Request& request) {
    return message_page(site, request, 404, "This draft is not here any more",
                        "Drafts are kept for a day. Please write it once more, or telephone.");
}

/// What is left of `tried` after its writer looked at it.
std::vector<std::string> told_of(const std::vector<std::string>& tried, const Target& fields) {
    std::vector<std::string> told;
    const auto ticked = fields.all("tell");
    for (std::size_t at = 0; at < tried.size(); ++at)
        if (std::find(ticked.begin(), ticked.end(), std::to_string(at)) != ticked.end())
            told.push_back(tried[at]);
    return told;
}

/// Anybody can name anybody's address: nobody's is flooded through us.
bool may_mail(const Site& site, const std::string& email) {
    return !email.empty() &&
           site.listening->mails_to_address.take(lower_ascii(trimmed(email)), site.now()).count() ==
               0;
}

IntakeFacts facts_of(const Site& site, const Request& request, const TicketForm& form) {
    const TicketOrigin origin =
        origin_of(site, request, form.article, form.subject + "\n" + form.description);
    IntakeFacts facts;
    if (std::string visitor = visitor_of(site, request); !visitor.empty())
        facts.visitor = std::move(visitor);
    const Caller& caller = request.caller;
    if (caller.is_person())
        facts.account = caller.name;
    const auto& groups = caller.viewer.groups;
    if (std::find(groups.begin(), groups.end(), kWhiteGlove) != groups.end())
        facts.label = kWhiteGlove;
    facts.topic = topic_in(form.subject, origin.language);
    facts.type = origin.type == "request" ? origin.type : std::string{};
    facts.incident = origin.incident;
    facts.language = language_tag(origin.language);
    // The Host of a request is its sender's to choose, and a mail goes to whom they name.
    const std::string base = is_local(request) ? base_url_of(site, request) : site.base_url;
    if (!base.empty())
        facts.page_url = base + "/ticket/";
    facts.can_mail = site.tickets.can_mail && may_mail(site, form.email);
    facts.now = site.now();
    return facts;
}

std::vector<Attachment> attachments_of(DraftTable& drafts, const std::string& key) {
    std::vector<Attachment> files;
    for (DraftFile& file : drafts.files(key, true))
        files.push_back(std::move(file.file));
    return files;
}

}  // namespace

Reply show_review(const Site& site, const Request& request, const std::string& /*rest*/) {
    const std::string* const key = request.target.parameter("draft");
    if (key == nullptr || !is_form_key(*key) || site.listening == nullptr)
        return see_other("/help");
    const auto lease = site.listening->store();
    if (auto page = page_if_sent(*lease, *key))
        return std::move(*page);
    DraftTable drafts(*lease);
    const auto fields = drafts.fields(*key);
    if (!fields)
        return draft_is_gone(site, request);
    return review_page(
        site, request,
        {.form_key = *key, .form = ticket_form_from(*fields), .files = drafts.files(*key)}, 200);
}

Reply send_ticket(const Site& site, const Request& request, const std::string& /*rest*/) {
    const Target fields = fields_of(request);
    const std::string key = field(fields, "key");
    if (!is_form_key(key) || site.listening == nullptr)
        throw BadRequest("Open \"Get help from a person\" again, and send the form from there.");
    const auto lease = site.listening->store();
    if (auto page = page_if_sent(*lease, key))
        return std::move(*page);
    DraftTable drafts(*lease);
    const auto kept = drafts.fields(key);
    if (!kept)
        return draft_is_gone(site, request);
    TicketForm form = ticket_form_from(*kept);
    const DeskRules rules = site.library.ask(
        viewer_of(request), [&](Reading& reading) { return desk_rules(reading.manifest().kb); });
    if (!troubles_of(form, rules.plan).empty())
        return see_other("/help?draft=" + key);
    if (const auto wait = wait_to_send(site, request); wait.count() > 0) {
        ReviewView view{.form_key = key, .form = form, .files = drafts.files(key)};
        view.trouble = fmt::format(
            "Many tickets came from here just now. Nothing is lost: send it again in {} seconds, "
            "or telephone.",
            wait.count());
        Reply reply = review_page(site, request, std::move(view), 429);
        reply.headers.emplace_back("Retry-After", std::to_string(wait.count()));
        return reply;
    }
    form.tried = told_of(form.tried, fields);
    IntakeFacts facts = facts_of(site, request, form);
    facts.form_key = key;
    const Accepted accepted =
        accept_ticket(*lease, form, attachments_of(drafts, key), rules.plan, rules.clock, facts);
    spdlog::info("ticket accepted reference={} again={}", accepted.reference, accepted.again);
    site.tickets.notify();
    return see_other("/ticket/" + accepted.token + "?sent=1");
}

}  // namespace firstline
