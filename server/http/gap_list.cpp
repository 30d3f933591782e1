#include "server/http/gap_list.h"

#include <algorithm>
#include <utility>

#include "server/http/board_memory.h"
#include "server/http/frame.h"
#include "server/http/proposal_access.h"
#include "server/pages/links.h"

namespace firstline {
namespace {

/// Gaps that are asked again and shown; more are not looked at by anybody.
constexpr std::size_t kMostGaps = 50;
/// What was accepted for so long and is not merged yet is not told of any more.
constexpr std::chrono::days kWait{180};

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

Replay replay_of(const FirstHit& hit, Date today) {
    Replay replay{.sure = hit.sure};
    if (!hit.article)
        return replay;
    replay.article = hit.article->id;
    replay.stale = is_overdue(*hit.article, today);
    replay.touched = std::max(hit.article->updated, hit.article->reviewed);
    return replay;
}

/// What those find who asked: who signs in for nothing or, where most who failed had signed in or
/// nothing is public, every employee.
std::vector<FirstHit> as_readers(const Site& site, const std::vector<Gap>& gaps) {
    std::vector<FirstHit> hits(gaps.size());
    bool anything_public = false;
    const auto ask = [&](const Viewer& viewer, bool signed_in) {
        return site.library.ask(viewer, [&](Reading& reading) {
            for (std::size_t i = 0; i < gaps.size(); ++i)
                if (signed_in == (!anything_public || 2 * gaps[i].signed_in > gaps[i].failed))
                    hits[i] = ask_again(gaps[i], reading);
            return true;
        });
    };
    anything_public =
        site.library.ask(Viewer{}, [](Reading& reading) { return reading.articles() > 0; });
    if (anything_public)
        ask({}, false);
    ask({Role::employee, {}}, true);
    return hits;
}

std::vector<Gap> gaps_for(const Site& site, Reading& reading, const ReadersTold& told) {
    KnownRecords records(reading);
    const Date today = std::chrono::floor<std::chrono::days>(site.now());
    auto gaps = gaps_of(told.problems, overdue_among(records, today), site.now());
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

/// Aliases that were accepted for gaps and are not in the texts yet.
void add_waiting(std::vector<ShownGap>& gaps, const Site& site, const Request& request,
                 Connection& connection) {
    ProposalTable table(connection);
    for (const Proposal& alias : table.settled(Proposal::Kind::alias, site.now() - kWait)) {
        const auto gap = std::find_if(gaps.begin(), gaps.end(), [&](const ShownGap& each) {
            return each.gap.topic == alias.about;
        });
        if (gap == gaps.end() || site.source == nullptr)
            continue;
        const bool may_see = site.library.ask(viewer_of(request), [&](Reading& reading) {
            return access_to(site, request, reading, alias).may_see;
        });
        const auto proposal = may_see ? table.find(alias.id) : std::nullopt;
        const auto outcome =
            proposal ? outcome_now(site, request, connection, *proposal) : std::nullopt;
        if (outcome && outcome->kind != Outcome::Kind::there)
            gap->aliases.push_back({alias.id, alias.title, is_stuck(*outcome)});
    }
}

GapList found_gaps(const Site& site, const Viewer& viewer, const ReadersTold& told) {
    const Date today = std::chrono::floor<std::chrono::days>(site.now());
    const auto gaps =
        site.library.ask(viewer, [&](Reading& reading) { return gaps_for(site, reading, told); });
    const auto hits = as_readers(site, gaps);
    GapList list;
    list.gaps = site.library.ask(viewer, [&](Reading& reading) {
        std::vector<ShownGap> all;
        for (std::size_t i = 0; i < gaps.size(); ++i)
            if (!closes(gaps[i], replay_of(hits[i], today)))
                all.push_back(shown_gap(gaps[i], reading, hits[i].sure));
        return all;
    });
    list.closed = gaps.size() - list.gaps.size();
    return list;
}

/// Changes whenever asking again could find something else.
std::string version_for(const Site& site, const Viewer& viewer) {
    std::string version;
    for (const Viewer& each : {viewer, Viewer{}, Viewer{Role::employee, {}}})
        version += site.library.ask(each, [](Reading& reading) { return reading.version(); }) + ' ';
    return version;
}

}  // namespace

GapList gaps_now(const Site& site, const Request& request, Connection& connection) {
    const Viewer& viewer = viewer_of(request);
    const auto found = site.board->gaps(version_for(site, viewer), [&] {
        const auto told = site.board->readers(connection, site.now());
        return std::make_shared<const GapList>(found_gaps(site, viewer, *told));
    });
    GapList list = *found;
    add_waiting(list.gaps, site, request, connection);
    return list;
}

}  // namespace firstline
