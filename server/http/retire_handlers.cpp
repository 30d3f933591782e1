#include <algorithm>
#include <utility>

#include "indexer/format/audit.h"
#include "indexer/text/characters.h"
#include "indexer/text/field_edits.h"
#include "server/http/board_readers.h"
#include "server/http/edit_form.h"
#include "server/http/field_change.h"
#include "server/http/flagged.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/helped.h"
#include "server/http/named_article.h"
#include "server/http/private_page.h"
#include "server/http/proposal_access.h"
#include "server/listen/redaction.h"
#include "server/pages/links.h"
#include "server/pages/retire_view.h"
#include "server/store/ticket_links.h"

namespace firstline {
namespace {

constexpr std::chrono::days kBack{90};
constexpr std::chrono::days kWait{180};
constexpr unsigned kLookedAt = 12;
constexpr std::size_t kNearest = 5;
constexpr std::size_t kMostQueries = 10;
constexpr std::size_t kLongestName = 300;
constexpr std::size_t kLongestReason = 300;
/// In place of an article's id: nothing takes its place.
constexpr const char* kNothing = "-";

/// Whether everybody who may read `narrow` may read `wide`.
bool covers(const Audience& wide, const Audience& narrow) {
    if (wide.standing > narrow.standing)
        return false;
    return wide.groups.empty() ||
           (!narrow.groups.empty() && std::includes(wide.groups.begin(), wide.groups.end(),
                                                    narrow.groups.begin(), narrow.groups.end()));
}

/// Why this article cannot take the other's place, a sentence; empty if it can.
std::string trouble_with_target(const ArticleRecord& target, const ArticleRecord& retired) {
    if (target.id == retired.id)
        return "An article cannot take its own place. Choose another one.";
    if (!covers(target.audience, retired.audience))
        return "\"" + target.title +
               "\" is not for everybody who reads this one. Choose another, or change whom it is "
               "for first.";
    return {};
}

RetireView::Other other_of(const ArticleRecord& record) {
    return {record.id, record.title, article_url(record.slug)};
}

/// What is like it, and what a search for its title finds, as far as that may take its place.
std::vector<RetireView::Other> nearest_to(const StoredArticle& article, Reading& reading) {
    auto found = reading.related(article, kLookedAt);
    SearchRequest request;
    request.query = article.record.title;
    request.limit = kLookedAt;
    for (Hit& hit : reading.search(request).hits)
        found.push_back(std::move(hit.article));
    std::vector<RetireView::Other> nearest;
    for (const ArticleRecord& record : found) {
        const bool known = std::any_of(nearest.begin(), nearest.end(),
                                       [&](const auto& other) { return other.id == record.id; });
        if (nearest.size() < kNearest && !known &&
            trouble_with_target(record, article.record).empty())
            nearest.push_back(other_of(record));
    }
    return nearest;
}

void add_readers(RetireView& view, const StoredArticle& article, Connection& connection,
                 std::chrono::sys_seconds now) {
    view.tickets = TicketLinkTable(connection).count_of(view.article.id, now - kBack);
    view.votes = helped_line(connection, article);
    const auto events = EventTable(connection).of_readers(view.article.id, now - kBack);
    const auto votes = VoteTable(connection).of_article(view.article.id);
    view.queries = leading_queries_of(view.article.id, problems_of(events, votes, {}));
    if (view.queries.queries.size() > kMostQueries)
        view.queries.queries.resize(kMostQueries);
}

/// What was accepted to retire articles, lately or not merged yet.
std::vector<Proposal> retirements(Connection& connection, std::chrono::sys_seconds now) {
    return ProposalTable(connection).settled(Proposal::Kind::retired, now - kWait);
}

/// The proposal that retires this article and waits for its merge; 0 if there is none.
std::int64_t retired_by(const std::vector<Proposal>& retirements, const std::string& article) {
    for (const Proposal& one : retirements)
        if (one.article == article)
            return one.id;
    return 0;
}

Reply retire_form(const Site& site, const Request& request, const ArticleOfKb& retiring,
                  RetireView view, int status) {
    view.article = retiring.article.record;
    std::vector<Proposal> others;
    {
        const auto lease = site.listening->store();
        add_readers(view, retiring.article, *lease, site.now());
        others = retirements(*lease, site.now());
        view.retired_by = retired_by(others, view.article.id);
        std::erase_if(others, [&](const Proposal& one) { return one.about != view.article.id; });
    }
    const auto audit = site.library.audit();
    return private_page(site, request, status, [&](const Frame& frame, Reading& reading) {
        view.form_token = frame.form_token;
        view.linked_from.clear();
        for (const ArticleRecord& record : reading.records(audit->of(view.article.id).linked_from))
            view.linked_from.push_back(other_of(record));
        for (const Proposal& one : others)
            if (access_to(site, request, reading, one).may_see)
                view.led_here.push_back({one.article, one.title, {}});
        view.nearest = nearest_to(retiring.article, reading);
        return retire_page(site.pages, frame, view);
    });
}

/// What the form names in the article's place: empty for nothing.
struct Successor {
    std::string id;
    std::string title;
    std::string trouble;
};

/// Why what is to be retired itself cannot take the place, a sentence; empty if it is not.
std::string trouble_with_retired(const Successor& target, Connection& connection,
                                 std::chrono::sys_seconds now) {
    const auto by = target.id.empty() ? 0 : retired_by(retirements(connection, now), target.id);
    if (by == 0)
        return {};
    return "\"" + target.title + "\" is to be retired itself, by proposal " + std::to_string(by) +
           ". Choose another one.";
}

Successor successor_in(const RetireView& view, const Site& site, const Request& request,
                       const ArticleRecord& retired, Connection& connection) {
    if (view.other.empty() && view.target.empty())
        return {{}, {}, "Choose what takes its place, or that nothing does."};
    if (view.other.empty() && view.target == kNothing)
        return {{}, {}, view.reason.empty() ? "Say in a word why nothing takes its place." : ""};
    const auto found =
        site.library.ask(viewer_of(request), [&](Reading& reading) -> std::optional<ArticleRecord> {
            auto article = article_named(
                view.other.empty() ? view.target : article_meant(view.other, reading), reading);
            if (!article)
                return std::nullopt;
            return std::move(article->record);
        });
    if (!found)
        return {{}, {}, "There is no such article for you, or it is retired. Choose another one."};
    if (auto trouble = trouble_with_target(*found, retired); !trouble.empty())
        return {{}, {}, std::move(trouble)};
    Successor successor{found->id, found->title, {}};
    successor.trouble = trouble_with_retired(successor, connection, site.now());
    return successor;
}

}  // namespace

Reply show_retire(const Site& site, const Request& request, const std::string& rest) {
    if (!why_no_editing(site).empty())
        return no_editing_page(site, request);
    const auto retiring = article_for(site, request, rest);
    if (!retiring)
        return nothing_here(site, request);
    return retire_form(site, request, *retiring, {}, 200);
}

Reply retire(const Site& site, const Request& request, const std::string& rest) {
    if (!why_no_editing(site).empty())
        return no_editing_page(site, request);
    const auto retiring = article_for(site, request, rest);
    if (!retiring)
        return nothing_here(site, request);
    const ArticleRecord& record = retiring->article.record;
    const Target fields = fields_of(request);
    RetireView view;
    view.target = field(fields, "target");
    view.other = one_line(field(fields, "other"), kLongestName);
    view.reason = redacted(valid_utf8(one_line(field(fields, "reason"), kLongestReason)));
    const auto lease = site.listening->store();
    const auto refused = [&](const std::string& trouble) {
        view.trouble = trouble;
        return retire_form(site, request, *retiring, view, 422);
    };
    const Successor to = successor_in(view, site, request, record, *lease);
    if (!to.trouble.empty())
        return refused(to.trouble);
    const auto changed =
        change_field(site, request, *lease, record,
                     {.kind = Proposal::Kind::retired,
                      .about = to.id,
                      .why = to.id.empty() ? "Retired, and nothing takes its place: " + view.reason
                                           : "Retired: \"" + to.title + "\" takes its place",
                      .noted = "article-retired",
                      .noted_about = to.id,
                      .edit =
                          [&](const std::string& text) {
                              return with_retirement(text, to.id, retiring->kb.field_spellings);
                          },
                      // Two at a time could lead each to the other, and their readers nowhere.
                      .refuse = [&] { return trouble_with_retired(to, *lease, site.now()); }});
    if (changed.kind == FieldChanged::Kind::refused)
        return refused(changed.trouble);
    if (!changed.is_done())
        return not_changed_page(site, request, changed.kind);
    return see_other("/proposals/" + std::to_string(changed.proposal));
}

}  // namespace firstline
