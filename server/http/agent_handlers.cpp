#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "indexer/text/characters.h"
#include "server/http/answer_from_index.h"
#include "server/http/for_desk.h"
#include "server/http/form.h"
#include "server/http/handlers.h"
#include "server/http/helped.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/requester.h"
#include "server/pages/agent_view.h"
#include "server/pages/links.h"
#include "server/pages/section_html.h"
#include "server/pages/wording.h"
#include "server/store/ticket_links.h"

namespace firstline {
namespace {

constexpr unsigned kShown = 10;
/// Of sections in a list, in bytes: a longer one is read on its article's page.
constexpr std::size_t kLongestSection = 8192;

/// What the form says, with the chip that was pressed.
AgentView view_from(const Target& fields) {
    AgentView view;
    view.text = valid_utf8(field(fields, "text"));
    view.ticket = std::string{trimmed(field(fields, "ticket"))};
    if (view.ticket.size() > kLongestTicketReference)
        view.ticket.clear();
    for (const std::string_view chip : fields.all("without"))
        view.without.emplace_back(chip);
    for (const std::string_view chip : fields.all("pinned"))
        view.pinned.emplace_back(chip);
    if (const std::string* const keep = fields.parameter("keep"))
        std::erase(view.without, *keep);
    if (const std::string* const drop = fields.parameter("drop")) {
        std::erase(view.pinned, *drop);
        view.without.push_back(*drop);
    }
    if (const std::string* const pin = fields.parameter("pin"))
        if (std::erase(view.pinned, *pin) == 0)
            view.pinned.push_back(*pin);
    return view;
}

KnownTicket known_ticket(const Ticket& ticket, std::chrono::sys_seconds now) {
    return {.reference = ticket.reference,
            .subject = ticket.subject,
            .facts = fmt::format("{}, {}, {}", ticket.priority, name_of(ticket.state),
                                 ago(now - ticket.created))};
}

/// The articles of the hits, in their order, to show a section of each and what was said of it.
using HitArticles = std::vector<std::optional<StoredArticle>>;

HitArticles articles_of(const std::vector<Hit>& hits, Reading& reading) {
    HitArticles articles;
    articles.reserve(hits.size());
    for (const Hit& hit : hits) {
        Found found = reading.find(hit.article.slug);
        articles.emplace_back();
        if (found.kind == Found::Kind::article)
            articles.back() = std::move(found.article);
    }
    return articles;
}

AgentHit agent_hit(Hit hit, const std::optional<StoredArticle>& article,
                   const std::string& base_url) {
    AgentHit shown;
    shown.internal = !is_for_requesters(hit.article);
    const std::string anchor = hit.section ? hit.section->anchor : std::string{};
    // By its id, which stays when the file is renamed.
    shown.url = base_url + article_url(hit.article.id, anchor);
    if (article) {
        Html section = section_html(article->details.html, anchor);
        if (section.markup.size() <= kLongestSection)
            shown.section = std::move(section);
    }
    shown.hit = std::move(hit);
    return shown;
}

/// What people said and did is added where it can be read; what is found does not wait for it.
void add_people(AgentView& view, const HitArticles& articles, const Site& site) {
    if (site.listening == nullptr)
        return;
    try {
        const auto lease = site.listening->store();
        const auto requester = requester_of(*lease, view.ticket);
        if (requester)
            view.known = known_ticket(requester->ticket, site.now());
        for (std::size_t at = 0; at < view.hits.size(); ++at) {
            AgentHit& hit = view.hits[at];
            if (const auto& article = articles[at]) {
                hit.helped = helped_line(*lease, *article);
                hit.used = used_line(use_review_of(*lease, *article));
            }
            if (requester)
                if (const auto did = requester->did.find(hit.hit.article.id);
                    did != requester->did.end())
                    hit.requester = did->second;
        }
    } catch (const StoreError& error) {
        spdlog::warn("what people said of articles cannot be read error=\"{}\"", error.what());
    }
}

/// What a ticket of ours says need not be pasted.
void fill_in(AgentView& view, const Site& site) {
    if (site.listening == nullptr || view.ticket.empty() || !trimmed(view.text).empty())
        return;
    try {
        const auto lease = site.listening->store();
        if (const auto requester = requester_of(*lease, view.ticket))
            view.text = requester->ticket.subject + "\n\n" + requester->ticket.description;
    } catch (const StoreError& error) {
        spdlog::warn("a ticket cannot be read error=\"{}\"", error.what());
    }
}

AgentView answered(AgentView view, const Site& site, const Request& request, Reading& reading) {
    view.knows_people = site.listening != nullptr;
    view.can_edit = site.source != nullptr && site.listening != nullptr;
    view.asked = !trimmed(view.text).empty();
    HitArticles articles;
    if (view.asked) {
        view.match = match_text(
            reading,
            {.text = view.text, .limit = kShown, .without = view.without, .pinned = view.pinned});
        auto& hits = view.match.results.hits;
        articles = articles_of(hits, reading);
        const std::string base_url = base_url_of(site, request);
        for (std::size_t at = 0; at < hits.size(); ++at)
            view.hits.push_back(agent_hit(std::move(hits[at]), articles[at], base_url));
    }
    // Of another text, chips that were taken away or pinned mean nothing.
    const auto is_gone = [&](const std::string& text) {
        return std::none_of(view.match.chips.begin(), view.match.chips.end(),
                            [&](const Chip& chip) { return chip.text == text; });
    };
    std::erase_if(view.without, is_gone);
    std::erase_if(view.pinned, is_gone);
    add_people(view, articles, site);
    return view;
}

Reply agent_reply(const Site& site, const Request& request, const AgentView& asked) {
    const bool part = !request.header("X-Firstline-Part").empty();
    return private_page(site, request, 200, [&](const Frame& frame, Reading& reading) {
        const AgentView view = answered(asked, site, request, reading);
        return part ? agent_part(site.pages, frame, view) : agent_page(site.pages, frame, view);
    });
}

bool is_agent(const Request& request) {
    return request.caller.viewer.role >= Role::agent;
}

/// Lets the sites of the ticket systems show this page in a frame, and no others.
void allow_frames(Reply& reply, const Site& site) {
    std::string ancestors = "'self'";
    for (const std::string& origin : site.panel_origins.exact())
        ancestors += " " + origin;
    reply.headers.emplace_back("Content-Security-Policy",
                               "default-src 'self'; img-src 'self' https: data:; object-src 'none';"
                               " base-uri 'none'; form-action 'self'; frame-ancestors " +
                                   ancestors);
    reply.frames_elsewhere = true;
}

Reply panel_reply(const Site& site, const Request& request, const AgentView& asked) {
    const bool part = !request.header("X-Firstline-Part").empty();
    Reply reply = private_page(site, request, 200, [&](const Frame& frame, Reading& reading) {
        if (!is_agent(request))
            return agent_panel_closed(site.pages, frame);
        AgentView view = answered(asked, site, request, reading);
        for (const std::string& origin : site.panel_origins.exact())
            view.parent_origins += (view.parent_origins.empty() ? "" : " ") + origin;
        return part ? agent_part(site.pages, frame, view) : agent_panel(site.pages, frame, view);
    });
    allow_frames(reply, site);
    return reply;
}

}  // namespace

Reply show_agent(const Site& site, const Request& request, const std::string& /*rest*/) {
    AgentView view;
    if (const std::string* const ticket = request.target.parameter("ticket");
        ticket != nullptr && ticket->size() <= kLongestTicketReference)
        view.ticket = *ticket;
    fill_in(view, site);
    return agent_reply(site, request, view);
}

Reply match_for_agent(const Site& site, const Request& request, const std::string& /*rest*/) {
    return agent_reply(site, request, view_from(fields_of(request)));
}

Reply show_agent_panel(const Site& site, const Request& request, const std::string& /*rest*/) {
    return panel_reply(site, request, {});
}

Reply match_in_panel(const Site& site, const Request& request, const std::string& /*rest*/) {
    return panel_reply(site, request, view_from(fields_of(request)));
}

}  // namespace firstline
