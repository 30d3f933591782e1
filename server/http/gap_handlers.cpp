#include <algorithm>
#include <utility>

#include "indexer/text/characters.h"
#include "server/http/board_readers.h"
#include "server/http/cookies.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/listen/redaction.h"
#include "server/pages/gap_view.h"
#include "server/pages/links.h"
#include "server/store/audit_trail.h"

namespace firstline {
namespace {

/// Gaps that are asked again and shown; more are not looked at by anybody.
constexpr std::size_t kMostGaps = 50;
constexpr std::size_t kLongestReason = 300;

struct FirstHit {
    bool sure = false;
    std::optional<ArticleRecord> article;
};

FirstHit ask_again(const Gap& gap, Reading& reading) {
    SearchRequest request;
    request.query = gap.query;
    request.limit = 1;
    SearchResults results = reading.search(request);
    FirstHit hit{.sure = results.sure, .article = std::nullopt};
    if (!results.hits.empty())
        hit.article = std::move(results.hits.front().article);
    return hit;
}

NamedArticle named(const ArticleRecord& article) {
    return {article.id, article.title, article_url(article.slug)};
}

Replay replay_of(const FirstHit& hit, Date today) {
    Replay replay{.sure = hit.sure};
    if (!hit.article)
        return replay;
    replay.article = hit.article->id;
    replay.stale = is_overdue(*hit.article, today);
    replay.touched = std::max(hit.article->updated, hit.article->reviewed);
    return replay;
}

/// What those find who sign in for nothing; where nothing is public, everybody who signs in.
std::vector<FirstHit> as_readers(const Site& site, const std::vector<Gap>& gaps) {
    const auto ask = [&](const Viewer& viewer) {
        return site.library.ask(viewer, [&](Reading& reading) {
            std::vector<FirstHit> hits;
            if (reading.articles() > 0)
                for (const Gap& gap : gaps)
                    hits.push_back(ask_again(gap, reading));
            return hits;
        });
    };
    auto hits = ask({});
    if (hits.empty())
        hits = ask({Role::employee, {}});
    hits.resize(gaps.size());
    return hits;
}

std::vector<Gap> gaps_for(const Site& site, Reading& reading, const ReadersTold& told) {
    KnownRecords records(reading);
    const Date today = std::chrono::floor<std::chrono::days>(site.now());
    auto gaps = gaps_of(
        told.problems,
        [&](std::string_view id) {
            const ArticleRecord* const record = records.find(std::string{id});
            return record != nullptr && is_overdue(*record, today);
        },
        site.now());
    gaps.resize(std::min(gaps.size(), kMostGaps));
    return gaps;
}

/// Articles of the gap that the writer may read, the one to mend first.
ShownGap shown_gap(Gap gap, Reading& reading, bool for_readers_sure) {
    ShownGap shown{.kind = gap.kind};
    const FirstHit mine = ask_again(gap, reading);
    if (mine.sure && !for_readers_sure)
        shown.kind = GapKind::hidden;
    std::vector<std::string> ids = gap.articles;
    if (mine.article && (shown.kind == GapKind::hidden || shown.kind == GapKind::weak))
        ids.insert(ids.begin(), mine.article->id);
    for (const ArticleRecord& record : reading.records(ids))
        if (std::none_of(shown.articles.begin(), shown.articles.end(),
                         [&](const NamedArticle& known) { return known.id == record.id; }))
            shown.articles.push_back(named(record));
    shown.gap = std::move(gap);
    return shown;
}

void add_gaps(GapsView& view, const Site& site, const Request& request) {
    const auto now = site.now();
    const Date today = std::chrono::floor<std::chrono::days>(now);
    const auto lease = site.listening->store();
    const ReadersTold told(*lease, now - 2 * kGapWindow - kProblemLife, now);
    const auto dismissals = GapDismissalTable(*lease).all();
    const auto gaps = site.library.ask(
        viewer_of(request), [&](Reading& reading) { return gaps_for(site, reading, told); });
    const auto hits = as_readers(site, gaps);
    const auto shown = site.library.ask(viewer_of(request), [&](Reading& reading) {
        std::vector<ShownGap> all;
        for (std::size_t i = 0; i < gaps.size(); ++i)
            if (!closes(gaps[i], replay_of(hits[i], today)))
                all.push_back(shown_gap(gaps[i], reading, hits[i].sure));
        return all;
    });
    view.closed = gaps.size() - shown.size();
    for (const ShownGap& gap : shown) {
        const auto gone =
            std::find_if(dismissals.begin(), dismissals.end(),
                         [&](const GapDismissal& each) { return each.topic == gap.gap.topic; });
        if (gone == dismissals.end())
            view.gaps.push_back(gap);
        else
            view.dismissed.push_back({gap, *gone});
    }
}

void check_store(const Site& site) {
    if (site.listening == nullptr)
        throw BadRequest("This server keeps nothing, so it knows of no gaps.");
}

}  // namespace

Reply show_gaps(const Site& site, const Request& request, const std::string& /*rest*/) {
    check_store(site);
    GapsView view;
    add_gaps(view, site, request);
    view.can_edit = site.source != nullptr;
    if (switch_from(request.target, "dismissed"))
        view.thanks = "Dismissed. It stands below, with your reason.";
    else if (switch_from(request.target, "back"))
        view.thanks = "It is a gap again.";
    Reply cookies;
    view.form_token = form_token(request, cookies);
    Reply reply = private_page(site, request, 200, [&](const Frame& frame, Reading&) {
        return gaps_page(site.pages, frame, view);
    });
    move_cookies(cookies, reply);
    return reply;
}

Reply dismiss_gap(const Site& site, const Request& request, const std::string& /*rest*/) {
    check_store(site);
    const Target fields = fields_of(request);
    const std::string topic{valid_utf8(field(fields, "topic"))};
    const auto lease = site.listening->store();
    GapDismissalTable table(*lease);
    AuditTrail trail(*lease);
    AuditEntry entry{.when = site.now(), .who = request.caller.name, .address = request.client};
    if (switch_from(fields, "take_back")) {
        if (table.take_back(topic)) {
            entry.what = "gap-taken-back";
            entry.about = topic;
            trail.add(entry);
        }
        return see_other("/writer/gaps?back=1");
    }
    const std::string reason = redacted(valid_utf8(trimmed(field(fields, "reason"))));
    if (topic.empty() || reason.empty())
        throw BadRequest("Say in a word why no article is needed.");
    table.put({topic, reason.substr(0, kLongestReason), request.caller.name, site.now()});
    entry.what = "gap-dismissed";
    entry.about = topic;
    trail.add(entry);
    return see_other("/writer/gaps?dismissed=1");
}

}  // namespace firstline
