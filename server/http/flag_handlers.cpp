#include <utility>

#include "indexer/text/characters.h"
#include "server/http/cookies.h"
#include "server/http/flagged.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/named_article.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/listen/flag_reasons.h"
#include "server/listen/redaction.h"
#include "server/pages/links.h"
#include "server/pages/wording.h"
#include "server/store/ticket_links.h"

namespace firstline {
namespace {

/// As much as is kept of a text that is redacted.
constexpr std::size_t kLongestText = 1000;

void check_kept(const Site& site) {
    if (site.listening == nullptr)
        throw BadRequest("This server keeps nothing, so articles cannot be flagged.");
}

std::string text_of(const Target& fields, std::string_view name) {
    return valid_utf8(trimmed(field(fields, name)));
}

/// With what the address or the form brought along.
FlagFormView form_from(const Target& fields) {
    FlagFormView view;
    view.reason = field(fields, "reason");
    view.other = text_of(fields, "other");
    view.line = text_of(fields, "line");
    view.note = text_of(fields, "note");
    view.ticket = text_of(fields, "ticket");
    return view;
}

Reply no_such_article(const Site& site, const Request& request) {
    return message_page(site, request, 404, "There is no such article",
                        "It may have been removed or renamed. Search for it once more.");
}

Reply form_page(const Site& site, const Request& request, FlagFormView view, int status) {
    Reply cookies;
    view.form_token = form_token(request, cookies);
    Reply reply = private_page(site, request, status, [&](const Frame& frame, Reading&) {
        return flag_form_page(site.pages, frame, view);
    });
    move_cookies(cookies, reply);
    return reply;
}

struct Meant {
    std::optional<StoredArticle> article;
    std::string keeper;
    std::string other;  ///< id
};

Meant meant_by(const Site& site, const Request& request, const std::string& article,
               const std::string& other) {
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        Meant meant{article_named(article, reading), {}, {}};
        if (meant.article)
            meant.keeper = owner_name(meant.article->record, reading.manifest().kb.owners);
        if (!other.empty())
            meant.other = article_meant(other, reading);
        return meant;
    });
}

void show_article(FlagFormView& view, const Meant& meant) {
    view.article = meant.article->record.id;
    view.title = meant.article->record.title;
    view.url = article_url(meant.article->record.slug);
    view.keeper = meant.keeper;
}

/// Says in `view` what has to be put right; false if nothing.
bool has_trouble(FlagFormView& view, const Meant& meant) {
    const auto trouble = [&](const char* where, const char* what) {
        view.trouble_field = where;
        view.trouble = what;
        return true;
    };
    if (find_flag_reason(view.reason) == nullptr)
        return trouble("reason", "Choose what it is.");
    if (view.reason == kDuplicate && (meant.other.empty() || meant.other == view.article))
        return trouble("other", "Name the other article by its number or its address.");
    if (view.reason == kOtherReason && view.note.empty() && view.line.empty())
        return trouble("note", "Say in a few words what is wrong.");
    if (view.note.size() > kLongestText)
        return trouble("note",
                       "That is too long: 1,000 bytes are kept. Say the rest in a proposal.");
    if (view.line.size() > kLongestText)
        return trouble("line", "That is too long: one line is enough.");
    if (view.ticket.size() > kLongestTicketReference)
        return trouble("ticket", "That is too long for a reference.");
    return false;
}

Flag flag_from(const FlagFormView& view, const Meant& meant) {
    const ArticleRecord& record = meant.article->record;
    Flag flag;
    flag.article = record.id;
    flag.title = record.title;
    flag.owner = record.owner;
    flag.text_hash = meant.article->details.content_hash;
    flag.reason = view.reason;
    flag.other = view.reason == kDuplicate ? meant.other : std::string{};
    flag.line = redacted(view.line);
    flag.note = redacted(view.note);
    flag.ticket = view.ticket;
    return flag;
}

}  // namespace

Reply show_flag_form(const Site& site, const Request& request, const std::string& rest) {
    check_kept(site);
    const Meant meant = meant_by(site, request, rest, {});
    if (!meant.article)
        return no_such_article(site, request);
    FlagFormView view = form_from(request.target);
    show_article(view, meant);
    return form_page(site, request, std::move(view), 200);
}

Reply take_flag(const Site& site, const Request& request, const std::string& /*rest*/) {
    check_kept(site);
    const Target fields = fields_of(request);
    FlagFormView view = form_from(fields);
    const Meant meant = meant_by(site, request, field(fields, "article"), view.other);
    if (!meant.article)
        return no_such_article(site, request);
    show_article(view, meant);
    if (has_trouble(view, meant))
        return form_page(site, request, std::move(view), 422);
    Flag flag = flag_from(view, meant);
    flag.at = site.now();
    flag.agent = request.caller.name;
    const auto lease = site.listening->store();
    FlagTable(*lease).put(flag);
    return see_other("/flags?article=" + encode_component(flag.article) + "&flagged=1");
}

}  // namespace firstline
