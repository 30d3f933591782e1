#include "server/search/matcher.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>

#include "server/search/allowed.h"
#include "server/search/folded_weight.h"
#include "server/search/ranking_numbers.h"

namespace firstline {

namespace {

/// FoldedWeight::part(wdf) for the wdf that occur; it costs a division.
double part_of(Xapian::termcount wdf) {
    static const auto parts = [] {
        std::array<double, 256> all{};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = FoldedWeight::part(static_cast<Xapian::termcount>(i));
        return all;
    }();
    return wdf < parts.size() ? parts[wdf] : FoldedWeight::part(wdf);
}

/// Leaves of which the best one counts; mostly there is only one.
struct Group {
    std::vector<const Leaf*> leaves;
    double most = 0;  ///< what it can add
};

std::vector<Group> groups_of(const BuiltQuery& query) {
    std::vector<Group> groups;
    const auto add = [&](Group& group, const Leaf& leaf) {
        group.leaves.push_back(&leaf);
        // However often a word occurs, it cannot weigh more.
        group.most = std::max(group.most, leaf.factor * (ranking::kSaturation + 1));
    };
    for (const auto& leaf : query.leaves)
        add(groups.emplace_back(), leaf);
    for (const auto& alternatives : query.alternatives) {
        auto& group = groups.emplace_back();
        for (const auto& leaf : alternatives)
            add(group, leaf);
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group& a, const Group& b) { return a.most > b.most; });
    return groups;
}

bool is_before(const Scored& a, const Scored& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.document < b.document;
}

class Matcher {
public:
    Matcher(const BuiltQuery& query, const Filter& filter, const WantedMatches& request,
            OpenIndex& index)
        : query_(query),
          request_(request),
          articles_(index.articles),
          allowed_(filter, index),
          groups_(groups_of(query)),
          weights_(articles_.get_lastdocid() + 1, kUntouched) {}

    Matches run() {
        for (const auto& added : request_.added)
            if (allowed_(added.document))
                touch(added.document, 0);
        if (query_.empty() && request_.added.empty())
            touch_all();
        for (const auto& group : groups_)
            left_ += group.most;
        std::size_t next = 0;
        for (; next < groups_.size() && left_ >= floor(); ++next) {
            left_ -= groups_[next].most;
            read(groups_[next]);
        }
        if (next < groups_.size())
            put_in_order();
        for (; next < groups_.size(); ++next) {
            keep_candidates();
            left_ -= groups_[next].most;
            look_up(groups_[next]);
        }
        return result();
    }

private:
    /// No score is below 0.
    static constexpr double kUntouched = -1;
    /// One article in so many is many.
    static constexpr std::size_t kDense = 16;
    static constexpr double kWorthKeeping = 0.8;

    void touch(Xapian::docid document, double weight) {
        double& sum = weights_[document];
        if (sum < 0) {
            sum = 0;
            touched_.push_back(document);
        }
        add(document, weight);
    }

    void touch_all() {
        for (auto at = articles_.postlist_begin(""); at != articles_.postlist_end(""); ++at)
            if (allowed_(*at))
                touch(*at, 0);
    }

    /// Adds a group to every article that has it.
    void read(const Group& group) {
        if (group.leaves.size() == 1)
            return read(*group.leaves.front());
        std::vector<Scored> all;
        for (const auto* leaf : group.leaves)
            for (auto at = articles_.postlist_begin(leaf->term);
                 at != articles_.postlist_end(leaf->term); ++at)
                all.push_back({*at, leaf->factor * part_of(at.get_wdf())});
        std::sort(all.begin(), all.end(), [](const Scored& a, const Scored& b) {
            return a.document != b.document ? a.document < b.document : a.weight > b.weight;
        });
        Xapian::docid before = 0;
        for (const auto& [document, weight] : all) {
            if (document != before && allowed_(document))
                touch(document, weight);
            before = document;
        }
    }

    void read(const Leaf& leaf) {
        const auto end = articles_.postlist_end(leaf.term);
        for (auto at = articles_.postlist_begin(leaf.term); at != end; ++at)
            if (const auto document = *at; allowed_(document))
                touch(document, leaf.factor * part_of(at.get_wdf()));
    }

    /// Adds a group to the candidates that have it. REQUIRES: they are in order.
    void look_up(const Group& group) {
        if (group.leaves.size() == 1)
            return look_up(*group.leaves.front(),
                           [&](Xapian::docid document, double weight) { add(document, weight); });
        std::unordered_map<Xapian::docid, double> best;
        for (const auto* leaf : group.leaves)
            look_up(*leaf, [&](Xapian::docid document, double weight) {
                best[document] = std::max(best[document], weight);
            });
        for (const auto& [document, weight] : best)
            add(document, weight);
    }

    template <class Add>
    void look_up(const Leaf& leaf, const Add& add_to) {
        const auto end = articles_.postlist_end(leaf.term);
        auto at = articles_.postlist_begin(leaf.term);
        // Where most postings are wanted, reading on is quicker than looking each up.
        if (touched_.size() * kDense > weights_.size()) {
            for (; at != end; ++at)
                if (const auto document = *at; weights_[document] >= 0)
                    add_to(document, leaf.factor * part_of(at.get_wdf()));
            return;
        }
        for (const auto document : touched_) {
            at.skip_to(document);
            if (at == end)
                return;
            if (*at == document)
                add_to(document, leaf.factor * part_of(at.get_wdf()));
        }
    }

    void add(Xapian::docid document, double weight) {
        weights_[document] += weight;
        most_by_words_ = std::max(most_by_words_, weights_[document]);
    }

    double cutoff() const {
        return request_.found_share * std::max(0.0, most_by_words_ - query_.exact_bonus);
    }

    /// An article that cannot reach this is neither among the best nor found.
    double floor() const {
        if (touched_.size() < request_.best || request_.best == 0)
            return request_.best == 0 ? cutoff() : 0;
        // What counts as found is almost always the lower of the two: the costly one comes last.
        if (left_ >= cutoff())
            return 0;
        std::vector<double> best;  // a heap, the least in front
        best.reserve(request_.best);
        for (const auto document : touched_) {
            const double sum = weights_[document];
            if (best.size() == request_.best) {
                if (sum <= best.front())
                    continue;
                std::pop_heap(best.begin(), best.end(), std::greater<>());
                best.pop_back();
            }
            best.push_back(sum);
            std::push_heap(best.begin(), best.end(), std::greater<>());
        }
        return std::min(cutoff(), best.front());
    }

    bool is_added(Xapian::docid document) const {
        return std::any_of(request_.added.begin(), request_.added.end(),
                           [&](const Scored& added) { return added.document == document; });
    }

    /// Drops what cannot matter any more, whenever enough was read to make that worth its cost.
    void keep_candidates() {
        if (left_ > left_when_kept_ * kWorthKeeping)
            return;
        left_when_kept_ = left_;
        const double least = floor();
        std::erase_if(touched_, [&](Xapian::docid document) {
            return weights_[document] + left_ < least && !is_added(document);
        });
    }

    void put_in_order() {
        if (touched_.size() * kDense < weights_.size()) {
            std::sort(touched_.begin(), touched_.end());
            return;
        }
        touched_.clear();
        for (Xapian::docid document = 0; document < weights_.size(); ++document)
            if (weights_[document] >= 0)
                touched_.push_back(document);
    }

    Matches result() {
        const double least = cutoff();
        for (const auto& added : request_.added)
            if (weights_[added.document] >= 0)
                weights_[added.document] += added.weight;
        Matches matches;
        matches.best.reserve(touched_.size());
        for (const auto document : touched_) {
            const double weight = weights_[document];
            matches.best.push_back({document, weight});
            if (weight >= least)
                matches.found.push_back(document);
        }
        const std::size_t wanted = std::min(request_.best, matches.best.size());
        const auto end = matches.best.begin() + static_cast<std::ptrdiff_t>(wanted);
        std::partial_sort(matches.best.begin(), end, matches.best.end(), is_before);
        matches.best.resize(wanted);
        return matches;
    }

    const BuiltQuery& query_;
    const WantedMatches& request_;
    const Xapian::Database& articles_;
    Allowed allowed_;
    std::vector<Group> groups_;
    std::vector<double> weights_;         ///< by document
    std::vector<Xapian::docid> touched_;  ///< those with a weight, later those that matter
    double left_ = 0;                     ///< what the groups not yet read can add together
    double left_when_kept_ = std::numeric_limits<double>::infinity();
    double most_by_words_ = 0;
};

}  // namespace

Matches match(const BuiltQuery& query, const Filter& filter, const WantedMatches& request,
              OpenIndex& index) {
    return Matcher(query, filter, request, index).run();
}

}  // namespace firstline
