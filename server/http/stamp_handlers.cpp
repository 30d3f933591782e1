#include <utility>

#include "indexer/text/review_stamp.h"
#include "server/access/secrets.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/named_article.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/proposal_access.h"
#include "server/store/audit_trail.h"
#include "server/store/proposals.h"

namespace firstline {
namespace {

constexpr const char* kWhy = "Reviewed: read, and found right";

Reply to_proposal(std::int64_t id) {
    return see_other("/proposals/" + std::to_string(id));
}

/// The stamp of this text that waits to leave, if there is one.
std::optional<std::int64_t> waiting_stamp(ProposalTable& proposals, const std::string& path,
                                          const std::string& text) {
    for (const Proposal& accepted : proposals.accepted_on(path))
        if (accepted.kind == Proposal::Kind::stamp)
            if (const auto whole = proposals.find(accepted.id); whole && whole->base == text)
                return accepted.id;
    return std::nullopt;
}

Reply changed_meanwhile(const Site& site, const Request& request) {
    return message_page(site, request, 409, "The text has changed",
                        "It is not the one that you read. Open the article again, read it, and "
                        "stamp that one.");
}

}  // namespace

Reply stamp_review(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (!why_no_editing(site).empty())
        return no_editing_page(site, request);
    const Target fields = fields_of(request);
    KnowledgeBase kb;
    const auto article = site.library.ask(viewer_of(request), [&](Reading& reading) {
        kb = reading.manifest().kb;
        return article_named(field(fields, "article"), reading);
    });
    if (!article)
        throw BadRequest("Open the article again, and stamp it from there.");
    const std::string& hash = article->details.content_hash;
    const PresentText present =
        present_text(site, request, article->record.id, article->record.path);
    if (present.is_unsettled)
        return unsettled_page(site, request);
    const auto& text = present.text;
    if (hash != field(fields, "text") || !text)
        return changed_meanwhile(site, request);
    auto stamped = with_stamp(*text,
                              {.on = std::chrono::floor<std::chrono::days>(site.now()),
                               .by = request.caller.name,
                               .hash = hash},
                              kb.field_spellings);
    if (!stamped)
        return message_page(site, request, 422, "It cannot be stamped here",
                            "The front matter of this file cannot be edited line by line. Write "
                            "the stamp by hand, or use kb-indexer review.");
    const auto lease = site.listening->store();
    ProposalTable proposals(*lease);
    Transaction transaction(*lease);
    if (const auto waiting = waiting_stamp(proposals, article->record.path, *text))
        return to_proposal(*waiting);
    const auto now = site.now();
    const std::string& by = request.caller.name;
    const auto id = proposals.add({.key = random_token(),
                                   .at = now,
                                   .agent = by,
                                   .article = article->record.id,
                                   .path = article->record.path,
                                   .title = article->record.title,
                                   .owner = article->record.owner,
                                   .audience = audience_key(article->record.audience),
                                   .base = *text,
                                   .text = std::move(*stamped),
                                   .why = kWhy,
                                   .kind = Proposal::Kind::stamp,
                                   .about = hash});
    if (!id || !proposals.decide(*id, Proposal::State::accepted, by, {}, now))
        throw StoreError("a stamp could not be kept");
    AuditTrail(*lease).add({.when = now,
                            .who = by,
                            .what = "article-reviewed",
                            .about = article->record.path + " " + hash,
                            .address = request.client});
    transaction.commit();
    return to_proposal(*id);
}

}  // namespace firstline
