#include <algorithm>
#include <set>
#include <utility>

#include "indexer/text/field_edits.h"
#include "server/http/field_change.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/proposal_access.h"
#include "server/pages/assign_view.h"
#include "server/pages/links.h"

namespace firstline {
namespace {

/// Assigned at once, at most; each is a change of its own in the store.
constexpr std::size_t kMostAssigned = 200;

struct Asked {
    std::vector<std::string> ids;
    std::vector<ArticleRecord> records;  ///< of those that who asks may read
    KnowledgeBase kb;
};

std::vector<std::string> ids_in(const Target& fields) {
    std::set<std::string> seen;
    std::vector<std::string> ids;
    for (std::string& id : fields.all("id"))
        if (seen.insert(id).second)
            ids.push_back(std::move(id));
    return ids;
}

Asked asked_for(const Site& site, const Request& request, std::vector<std::string> ids) {
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        return Asked{ids, reading.records(ids), reading.manifest().kb};
    });
}

AssignedView::Row assign(const Site& site, const Request& request, Connection& connection,
                         const ArticleRecord& article, const Owner& owner,
                         const KnowledgeBase& kb) {
    const auto changed =
        change_field(site, request, connection, article,
                     {.kind = Proposal::Kind::owner,
                      .about = owner.key,
                      .why = "Assigned to " + (owner.name.empty() ? owner.key : owner.name),
                      .noted = "article-assigned",
                      .noted_about = owner.key,
                      .edit = [&](const std::string& text) {
                          return with_owner(text, owner.key, kb.field_spellings);
                      }});
    const bool is_theirs = changed.kind == FieldChanged::Kind::there;
    return {.title = article.title,
            .url = article_url(article.slug),
            .proposal = changed.proposal,
            .trouble = is_theirs ? "It is theirs already." : trouble_with(changed.kind)};
}

}  // namespace

Reply assign_articles(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (!why_no_editing(site).empty())
        return no_editing_page(site, request);
    const Target fields = fields_of(request);
    auto ids = ids_in(fields);
    if (ids.empty())
        throw BadRequest("Choose the articles on the board, then assign them.");
    AssignedView view;
    view.more = ids.size() - std::min(ids.size(), kMostAssigned);
    ids.resize(std::min(ids.size(), kMostAssigned));
    const Asked asked = asked_for(site, request, std::move(ids));
    const auto& owners = asked.kb.owners;
    const auto owner = std::find_if(owners.begin(), owners.end(), [&](const Owner& each) {
        return each.active && each.key == field(fields, "owner");
    });
    if (owner == owners.end())
        throw BadRequest("Choose an owner who is in _owners.yml, and active.");
    view.owner = owner->name.empty() ? owner->key : owner->name;
    const auto lease = site.listening->store();
    for (const std::string& id : asked.ids) {
        const auto record = std::find_if(asked.records.begin(), asked.records.end(),
                                         [&](const ArticleRecord& each) { return each.id == id; });
        if (record == asked.records.end())
            view.rows.push_back({.title = id, .trouble = "There is no such article for you."});
        else
            view.rows.push_back(assign(site, request, *lease, *record, *owner, asked.kb));
    }
    return private_page(site, request, 200, [&](const Frame& frame, Reading&) {
        return assigned_page(site.pages, frame, view);
    });
}

}  // namespace firstline
