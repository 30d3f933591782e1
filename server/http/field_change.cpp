#include "server/http/field_change.h"

#include <algorithm>
#include <utility>

#include "indexer/format/manifest.h"
#include "server/access/secrets.h"
#include "server/http/private_page.h"
#include "server/http/proposal_access.h"
#include "server/store/audit_trail.h"

namespace firstline {
namespace {

using Kind = FieldChanged::Kind;

/// The latest that waits of this kind and, if there is such a one, about the same.
std::optional<std::int64_t> like(const FieldChange& change, const std::vector<Proposal>& waiting,
                                 bool about_too) {
    const auto found = std::find_if(waiting.rbegin(), waiting.rend(), [&](const Proposal& one) {
        return one.kind == change.kind && (!about_too || one.about == change.about);
    });
    if (found == waiting.rend())
        return std::nullopt;
    return found->id;
}

FieldChanged unchanged(const FieldChange& change, const std::vector<Proposal>& waiting) {
    auto id = like(change, waiting, true);
    if (!id)
        id = like(change, waiting, false);
    return id ? FieldChanged{Kind::waits, *id} : FieldChanged{Kind::there};
}

Proposal proposal_of(const Site& site, const Request& request, const ArticleRecord& article,
                     const FieldChange& change) {
    return {.key = random_token(),
            .at = site.now(),
            .agent = request.caller.name,
            .article = article.id,
            .path = article.path,
            .title = article.title,
            .owner = article.owner,
            .audience = change.audience,
            .why = change.why,
            .kind = change.kind,
            .about = change.about};
}

}  // namespace

FieldChanged change_field(const Site& site, const Request& request, Connection& connection,
                          const ArticleRecord& article, const FieldChange& change) {
    // Whom a text is for takes a process to say, and is known from then on: nobody can write
    // meanwhile in a transaction.
    if (present_text(site, request, article.id, article.path).is_unsettled)
        return {Kind::unsettled};
    Transaction transaction(connection);
    if (change.refuse)
        if (auto trouble = change.refuse(); !trouble.empty())
            return {.kind = Kind::refused, .trouble = std::move(trouble)};
    // In here nobody else can accept another change of the same lines.
    AcceptedText accepted = accepted_text(site, request, connection, article.id, article.path);
    if (accepted.now.is_unsettled)
        return {Kind::unsettled};
    if (!accepted.now.text)
        return {Kind::no_text};
    if (change.once)
        if (const auto waiting = like(change, accepted.waiting, true))
            return {Kind::waits, *waiting};
    auto text = change.edit(*accepted.now.text);
    if (!text)
        return {Kind::by_hand};
    if (*text == *accepted.now.text)
        return unchanged(change, accepted.waiting);
    Proposal proposal = proposal_of(site, request, article, change);
    if (proposal.audience.empty())
        proposal.audience = accepted.waiting.empty() ? audience_key(article.audience)
                                                     : accepted.waiting.back().audience;
    proposal.base = std::move(*accepted.now.text);
    proposal.text = std::move(*text);
    ProposalTable proposals(connection);
    const auto id = proposals.add(proposal);
    if (!id ||
        !proposals.decide(*id, Proposal::State::accepted, request.caller.name, {}, proposal.at))
        throw StoreError("a change could not be kept");
    AuditTrail(connection)
        .add({.when = proposal.at,
              .who = request.caller.name,
              .what = change.noted,
              .about = article.path + (change.noted_about.empty() ? "" : " " + change.noted_about),
              .address = request.client});
    transaction.commit();
    return {Kind::proposed, *id};
}

std::string trouble_with(Kind kind) {
    switch (kind) {
        case Kind::there: return "The text says so already.";
        case Kind::unsettled:
            return "Its file was changed a moment ago, and the new text is not known yet. Try "
                   "again in a minute.";
        case Kind::no_text: return "Its file is gone, too large, or no plain text file.";
        case Kind::by_hand:
            return "The front matter of its file cannot be edited line by line. Change it by hand.";
        case Kind::proposed:
        case Kind::waits:
        case Kind::refused: break;
    }
    return {};
}

Reply not_changed_page(const Site& site, const Request& request, Kind kind) {
    if (kind == Kind::unsettled)
        return unsettled_page(site, request);
    const int status = kind == Kind::there ? 409 : 422;
    return message_page(site, request, status, "Nothing was changed", trouble_with(kind));
}

}  // namespace firstline
