#include "server/insight/search_measures.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>

#include "indexer/text/tokens.h"
#include "server/insight/visitor_problems.h"

namespace firstline {
namespace {

using Views = std::unordered_map<std::string_view, std::vector<const Event*>>;

Views views_of(std::span<const Event> events) {
    Views views;
    for (const Event& event : events)
        if (event.kind == Event::Kind::view && !event.by_desk)
            views[event.visitor].push_back(&event);
    return views;
}

bool was_opened(const Event& search, const Views& views) {
    const auto found = views.find(search.visitor);
    if (found == views.end())
        return false;
    const auto begin = std::lower_bound(
        found->second.begin(), found->second.end(), search.at,
        [](const Event* view, std::chrono::sys_seconds at) { return view->at < at; });
    for (auto view = begin; view != found->second.end() && (*view)->at - search.at <= kVisit;
         ++view) {
        if (std::find(search.shown.begin(), search.shown.end(), (*view)->article) !=
            search.shown.end())
            return true;
        // A result beyond the first page of them.
        if ((*view)->rank > 0 && (*view)->query == search.query)
            return true;
    }
    return false;
}

/// Counts queries by what they say, not how they are written.
class Queries {
public:
    void add(const Event& search) {
        Entry& entry = entries_[folded_words(search.query)];
        entry.visitors.insert(search.visitor);
        ++entry.searches;
    }

    std::vector<SharedQuery> shared() const {
        std::vector<SharedQuery> found;
        for (const auto& [words, entry] : entries_)
            if (!words.empty() && entry.visitors.size() >= kFewestVisitors)
                // In its plain form: how one of them wrote it is nobody's business.
                found.push_back({words, entry.visitors.size(), entry.searches});
        std::stable_sort(found.begin(), found.end(),
                         [](const auto& a, const auto& b) { return a.visitors > b.visitors; });
        if (found.size() > SearchMeasures::kMost)
            found.resize(SearchMeasures::kMost);
        return found;
    }

private:
    struct Entry {
        std::set<std::string_view> visitors;
        std::size_t searches = 0;
    };
    std::map<std::string, Entry> entries_;
};

}  // namespace

SearchMeasures search_measures_of(std::span<const Event> events, std::chrono::sys_seconds from,
                                  std::chrono::sys_seconds until) {
    const Views views = views_of(events);
    std::unordered_map<std::string_view, std::size_t> visitors;
    std::vector<Observation> nothing;
    std::vector<Observation> unsure;
    std::vector<Observation> unopened;
    Queries found_nothing;
    Queries opened_nothing;
    for (const Event* search : searches_of(events)) {
        if (search->at < from || search->at >= until)
            continue;
        const std::size_t visitor =
            visitors.emplace(search->visitor, visitors.size()).first->second;
        // Searches belong to no incident.
        const auto note = [&](std::vector<Observation>& all, bool holds) {
            all.push_back({holds ? 1. : 0., visitor, all.size()});
        };
        note(nothing, search->total == 0);
        if (search->total == 0) {
            found_nothing.add(*search);
            continue;
        }
        const bool opened = was_opened(*search, views);
        note(unsure, !search->sure);
        note(unopened, !opened);
        if (!opened)
            opened_nothing.add(*search);
    }
    return {.searches = nothing.size(),
            .visitors = visitors.size(),
            .nothing_found = clustered_share(nothing),
            .not_sure = clustered_share(unsure),
            .no_click = clustered_share(unopened),
            .found_nothing = found_nothing.shared(),
            .opened_nothing = opened_nothing.shared()};
}

}  // namespace firstline
