#include <utility>

#include "indexer/text/review_stamp.h"
#include "server/http/field_change.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/named_article.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/proposal_access.h"

namespace firstline {
namespace {

constexpr const char* kWhy = "Reviewed: read, and found right";

Reply to_proposal(std::int64_t id) {
    return see_other("/proposals/" + std::to_string(id));
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
    if (hash != field(fields, "text") || !present.text)
        return changed_meanwhile(site, request);
    const ReviewStamp stamp{.on = std::chrono::floor<std::chrono::days>(site.now()),
                            .by = request.caller.name,
                            .hash = hash};
    const auto lease = site.listening->store();
    const auto changed = change_field(site, request, *lease, article->record,
                                      {.kind = Proposal::Kind::stamp,
                                       .about = hash,
                                       .why = kWhy,
                                       .noted = "article-reviewed",
                                       .noted_about = hash,
                                       .once = true,
                                       .edit = [&](const std::string& file) {
                                           return with_stamp(file, stamp, kb.field_spellings);
                                       }});
    if (changed.is_done())
        return to_proposal(changed.proposal);
    if (changed.kind == FieldChanged::Kind::by_hand)
        return message_page(site, request, 422, "It cannot be stamped here",
                            "The front matter of this file cannot be edited line by line. Write "
                            "the stamp by hand, or use kb-indexer review.");
    return not_changed_page(site, request, changed.kind);
}

}  // namespace firstline
