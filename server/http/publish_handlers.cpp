#include <algorithm>
#include <utility>

#include "indexer/text/field_edits.h"
#include "server/http/field_change.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/named_article.h"
#include "server/http/private_page.h"
#include "server/http/proposal_access.h"
#include "server/pages/links.h"
#include "server/pages/publish_view.h"

namespace firstline {
namespace {

bool is_unpublished(const ArticleRecord& article) {
    return article.state == State::draft || article.state == State::unvalidated;
}

std::optional<std::string> published(const std::string& text, const KnowledgeBase& kb) {
    return with_state(text, state_name(State::validated), kb.field_spellings);
}

/// audience_key() of the text once it is published; empty if nobody can say just now.
std::string audience_then(const Site& site, const std::string& path, const std::string& text) {
    return site.source->preview({.path = path, .text = text}).audience;
}

}  // namespace

Reply show_publish(const Site& site, const Request& request, const std::string& rest) {
    if (!why_no_editing(site).empty())
        return no_editing_page(site, request);
    const auto draft = article_for(site, request, rest);
    if (!draft)
        return nothing_here(site, request);
    const ArticleRecord& record = draft->article.record;
    const auto lease = site.listening->store();
    const AcceptedText now = accepted_text(site, request, *lease, record.id, record.path);
    if (now.now.is_unsettled)
        return unsettled_page(site, request);
    const auto text = now.now.text ? published(*now.now.text, draft->kb) : std::nullopt;
    if (!text)
        return not_changed_page(
            site, request,
            now.now.text ? FieldChanged::Kind::by_hand : FieldChanged::Kind::no_text);
    PublishView view{.article = record, .html = Html{draft->article.details.html}};
    view.is_unpublished = is_unpublished(record);
    if (const std::string then = audience_then(site, record.path, *text); !then.empty())
        view.then = audience_from_key(then);
    return private_page(site, request, 200, [&](const Frame& frame, Reading&) {
        view.form_token = frame.form_token;
        return publish_page(site.pages, frame, view);
    });
}

Reply publish(const Site& site, const Request& request, const std::string& rest) {
    if (!why_no_editing(site).empty())
        return no_editing_page(site, request);
    const auto draft = article_for(site, request, rest);
    if (!draft)
        return nothing_here(site, request);
    const ArticleRecord& record = draft->article.record;
    if (!is_unpublished(record))
        return message_page(site, request, 409, "It is published already",
                            "If readers do not find it, it is for others: change whom it is for.");
    const auto lease = site.listening->store();
    const AcceptedText now = accepted_text(site, request, *lease, record.id, record.path);
    const auto text = now.now.text ? published(*now.now.text, draft->kb) : std::nullopt;
    const std::string then = text ? audience_then(site, record.path, *text) : std::string{};
    // Somebody may have widened it since the page was shown.
    if (then != field(fields_of(request), "then"))
        return message_page(site, request, 409, "Who will read it has changed",
                            "Open the page again, and look who will read it then.");
    const auto changed =
        change_field(site, request, *lease, record,
                     {.kind = Proposal::Kind::state,
                      .about = state_name(State::validated),
                      .why = "Published: read, and ready for its readers",
                      .noted = "article-published",
                      .audience = then,
                      .edit = [&](const std::string& file) { return published(file, draft->kb); }});
    if (!changed.is_done())
        return not_changed_page(site, request, changed.kind);
    return see_other("/proposals/" + std::to_string(changed.proposal));
}

}  // namespace firstline
