#include "server/insight/gaps.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "indexer/text/tokens.h"
#include "server/insight/existing_answers.h"

namespace firstline {
namespace {

constexpr auto kNames = std::to_array<std::string_view>(
    {"nothing_found", "weak", "not_opened", "not_solved", "stale", "hidden"});

/// Articles that a gap names at most.
constexpr std::size_t kMostArticles = 3;

std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0)
            parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

const Event* first_search(const VisitorProblem& problem) {
    const auto found = std::find_if(
        problem.events.begin(), problem.events.end(),
        [](const Event* e) { return e->kind == Event::Kind::search && !e->topic.empty(); });
    return found == problem.events.end() ? nullptr : *found;
}

bool any_event(const VisitorProblem& problem, Event::Kind kind) {
    return std::any_of(problem.events.begin(), problem.events.end(),
                       [&](const Event* event) { return event->kind == kind; });
}

/// All of the first results that people look at, of every search, are out of date.
bool only_stale(const VisitorProblem& problem,
                const std::function<bool(std::string_view article)>& stale) {
    bool any = false;
    for (const Event* event : problem.events) {
        if (event->kind != Event::Kind::search)
            continue;
        const std::size_t seen = std::min(event->shown.size(), kSeenPlaces);
        for (std::size_t place = 0; place < seen; ++place) {
            any = true;
            if (!stale(event->shown[place]))
                return false;
        }
    }
    return any;
}

/// Which texts how many visitors used.
class Users {
public:
    void add(const std::string& text, std::string_view visitor) { users_[text].insert(visitor); }

    /// Those of at least `fewest`, of the most first.
    std::vector<std::string> shared(std::size_t fewest) const {
        std::vector<std::pair<std::size_t, std::string>> found;
        for (const auto& [text, visitors] : users_)
            if (visitors.size() >= fewest)
                found.emplace_back(visitors.size(), text);
        std::stable_sort(found.begin(), found.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        std::vector<std::string> texts;
        texts.reserve(found.size());
        for (auto& [users, text] : found)
            texts.push_back(std::move(text));
        return texts;
    }

private:
    std::map<std::string, std::set<std::string_view>> users_;
};

struct Cluster {
    std::set<std::string_view> centre;  ///< stems
    std::vector<const VisitorProblem*> problems;
};

/// Puts each problem to the first cluster whose centre is nearly its topic, of those that the most
/// visitors began.
class Clustering {
public:
    void add(const std::set<std::string_view>& topic,
             const std::vector<const VisitorProblem*>& problems) {
        Cluster* const known = near(topic);
        if (known != nullptr) {
            known->problems.insert(known->problems.end(), problems.begin(), problems.end());
            return;
        }
        for (const std::string_view stem : topic)
            by_stem_[stem].push_back(clusters_.size());
        clusters_.push_back({topic, problems});
    }

    const std::vector<Cluster>& clusters() const { return clusters_; }

private:
    Cluster* near(const std::set<std::string_view>& topic) {
        std::map<std::size_t, std::size_t> shared;
        for (const std::string_view stem : topic)
            if (const auto found = by_stem_.find(stem); found != by_stem_.end())
                for (const std::size_t cluster : found->second)
                    ++shared[cluster];
        Cluster* best = nullptr;
        double nearest = kSameTopic;
        for (const auto& [cluster, both] : shared) {
            const auto all = topic.size() + clusters_[cluster].centre.size() - both;
            const double part = static_cast<double>(both) / static_cast<double>(all);
            if (part > nearest || (part == nearest && best == nullptr)) {
                nearest = part;
                best = &clusters_[cluster];
            }
        }
        return best;
    }

    std::vector<Cluster> clusters_;
    std::unordered_map<std::string_view, std::vector<std::size_t>> by_stem_;
};

std::vector<Cluster> clusters_of(std::span<const VisitorProblem> problems) {
    std::map<std::set<std::string_view>, std::vector<const VisitorProblem*>> by_topic;
    for (const VisitorProblem& problem : problems)
        if (const Event* search = first_search(problem)) {
            const auto stems = parts_of(search->topic);
            by_topic[{stems.begin(), stems.end()}].push_back(&problem);
        }
    std::vector<
        std::pair<const std::set<std::string_view>*, const std::vector<const VisitorProblem*>*>>
        order;
    order.reserve(by_topic.size());
    for (const auto& [topic, of_topic] : by_topic)
        order.emplace_back(&topic, &of_topic);
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return a.second->size() > b.second->size();
    });
    Clustering clustering;
    for (const auto& [topic, of_topic] : order)
        clustering.add(*topic, *of_topic);
    return clustering.clusters();
}

/// What is said of a cluster by who asked in the window.
class GapMaking {
public:
    GapMaking(const std::function<bool(std::string_view)>& stale, std::chrono::sys_seconds until)
        : stale_(stale), from_(until - kGapWindow) {}

    void add(const VisitorProblem& problem) {
        const auto kind = failure_of(problem, stale_);
        if (problem.begin < from_) {
            if (kind)
                before_.insert(problem.visitor);
            return;
        }
        asked_.insert(problem.visitor);
        add_words(problem);
        if (!kind)
            return;
        failed_.insert(problem.visitor);
        by_kind_.at(static_cast<std::size_t>(*kind)).insert(problem.visitor);
        for (const Event* event : problem.events)
            if (event->kind == Event::Kind::search) {
                if (event->signed_in)
                    signed_in_.insert(problem.visitor);
                gap_.last = std::max(gap_.last, event->at);
                if (!event->shown.empty())
                    first_results_.add(event->shown.front(), problem.visitor);
            }
    }

    std::optional<Gap> gap() && {
        const auto stems = stems_.shared(kFewestVisitors);
        if (failed_.size() < kFewestVisitors || stems.empty() ||
            static_cast<double>(failed_.size()) < kMostlyFails * static_cast<double>(asked_.size()))
            return std::nullopt;
        const std::set<std::string> topic(stems.begin(), stems.end());
        for (const std::string& stem : topic)
            gap_.topic += (gap_.topic.empty() ? "" : " ") + stem;
        gap_.words = words_.shared(kFewestVisitors);
        const auto queries = queries_.shared(kFewestVisitors);
        gap_.query = !queries.empty() ? queries.front() : joined(gap_.words);
        for (std::size_t kind = 0; kind < kGapKinds; ++kind)
            gap_.kinds.at(kind) = by_kind_.at(kind).size();
        gap_.kind = static_cast<GapKind>(std::max_element(gap_.kinds.begin(), gap_.kinds.end()) -
                                         gap_.kinds.begin());
        gap_.visitors = asked_.size();
        gap_.failed = failed_.size();
        gap_.signed_in = signed_in_.size();
        gap_.before = before_.size();
        gap_.articles = first_results_.shared(1);
        gap_.articles.resize(std::min(gap_.articles.size(), kMostArticles));
        return gap_.query.empty() ? std::nullopt : std::optional<Gap>{std::move(gap_)};
    }

private:
    static std::string joined(const std::vector<std::string>& words) {
        std::string text;
        for (const std::string& word : words)
            text += (text.empty() ? "" : " ") + word;
        return text;
    }

    void add_words(const VisitorProblem& problem) {
        for (const Event* event : problem.events) {
            if (event->kind != Event::Kind::search)
                continue;
            const std::string folded = folded_words(event->query);
            queries_.add(folded, problem.visitor);
            for (const std::string_view word : parts_of(folded))
                words_.add(std::string{word}, problem.visitor);
            for (const std::string_view stem : parts_of(event->topic))
                stems_.add(std::string{stem}, problem.visitor);
        }
    }

    const std::function<bool(std::string_view)>& stale_;
    std::chrono::sys_seconds from_;
    Gap gap_;
    std::set<std::string_view> asked_;
    std::set<std::string_view> failed_;
    std::set<std::string_view> signed_in_;
    std::set<std::string_view> before_;
    std::array<std::set<std::string_view>, kGapKinds> by_kind_;
    Users queries_;
    Users words_;
    Users stems_;
    Users first_results_;
};

}  // namespace

std::string_view name_of(GapKind kind) {
    return kNames.at(static_cast<std::size_t>(kind));
}

std::optional<GapKind> gap_kind_named(std::string_view name) {
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end())
        return std::nullopt;
    return static_cast<GapKind>(found - kNames.begin());
}

std::optional<GapKind> failure_of(const VisitorProblem& problem,
                                  const std::function<bool(std::string_view article)>& stale) {
    if (first_search(problem) == nullptr)
        return std::nullopt;
    const bool wrote = problem.door || !problem.tickets.empty();
    const Vote* const said = problem.votes.empty() ? nullptr : problem.votes.back();
    const bool opened = any_event(problem, Event::Kind::view) || !problem.reads.empty();
    if (opened) {
        const bool failed =
            problem.tickets.empty() && said != nullptr ? said->answer != Vote::Answer::yes : wrote;
        if (!failed)
            return std::nullopt;
        return only_stale(problem, stale) ? GapKind::stale : GapKind::not_solved;
    }
    bool found = false;
    bool sure = false;
    for (const Event* event : problem.events)
        if (event->kind == Event::Kind::search) {
            found = found || event->total > 0;
            sure = sure || event->sure;
        }
    if (!found)
        return GapKind::nothing_found;
    if (!sure)
        return GapKind::weak;
    return only_stale(problem, stale) ? GapKind::stale : GapKind::not_opened;
}

std::vector<Gap> gaps_of(std::span<const VisitorProblem> problems,
                         const std::function<bool(std::string_view article)>& stale,
                         std::chrono::sys_seconds until) {
    std::map<std::string, Gap> by_topic;
    for (const Cluster& cluster : clusters_of(problems)) {
        GapMaking making(stale, until);
        for (const VisitorProblem* problem : cluster.problems)
            making.add(*problem);
        auto gap = std::move(making).gap();
        if (!gap)
            continue;
        // Two clusters whose shared words are the same cannot be told apart by anybody.
        auto [known, added] = by_topic.try_emplace(gap->topic, *gap);
        if (!added && known->second.failed < gap->failed)
            known->second = std::move(*gap);
    }
    std::vector<Gap> gaps;
    gaps.reserve(by_topic.size());
    for (auto& [topic, gap] : by_topic)
        gaps.push_back(std::move(gap));
    std::stable_sort(gaps.begin(), gaps.end(),
                     [](const Gap& a, const Gap& b) { return a.failed > b.failed; });
    return gaps;
}

bool closes(const Gap& gap, const Replay& replay) {
    if (!replay.sure || replay.stale)
        return false;
    if (gap.kind == GapKind::nothing_found || gap.kind == GapKind::weak)
        return true;
    const bool failed_then =
        std::find(gap.articles.begin(), gap.articles.end(), replay.article) != gap.articles.end();
    return !failed_then ||
           (replay.touched && *replay.touched > std::chrono::floor<std::chrono::days>(gap.last));
}

}  // namespace firstline
