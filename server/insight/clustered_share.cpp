#include "server/insight/clustered_share.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "server/insight/student_t.h"

namespace firstline {
namespace {

using Key = std::pair<std::size_t, std::size_t>;

/// What belongs together: how much there is of it, and how far it lies beside the share.
struct Cluster {
    double size = 0;
    double excess = 0;
};

/// The observations put together by `key`.
template <class KeyOf>
std::vector<Cluster> clusters(std::span<const Observation> all, double share, const KeyOf& key) {
    std::vector<std::pair<Key, double>> sorted;
    sorted.reserve(all.size());
    for (const Observation& one : all)
        sorted.emplace_back(key(one), one.value - share);
    std::sort(sorted.begin(), sorted.end());
    std::vector<Cluster> found;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i == 0 || sorted[i].first != sorted[i - 1].first)
            found.emplace_back();
        found.back().size += 1;
        found.back().excess += sorted[i].second;
    }
    return found;
}

/// By how much the share moves when each cluster is left out in turn, squared and summed. Without
/// the divisor a cluster that is a large part of the whole would hide in the mean it has made.
double movement(const std::vector<Cluster>& found, double n) {
    double sum = 0;
    for (const Cluster& cluster : found)
        sum += cluster.excess * cluster.excess / std::max(1 - cluster.size / n, 1 / n);
    return sum / (n * n);
}

double sum_of_squares(const std::vector<Cluster>& found) {
    return std::accumulate(found.begin(), found.end(), 0., [](double sum, const Cluster& cluster) {
        return sum + cluster.size * cluster.size;
    });
}

/// As how many clusters of one size these count, for one share of likeness within them (Carter,
/// Schnepel and Steigerwald 2017): one large cluster among many small ones tells little more than
/// one would alone.
double effective_clusters(const std::vector<Cluster>& found, double n, double design_effect) {
    const double room = sum_of_squares(found) / n - 1;
    const double likeness = room > 0 ? std::clamp((design_effect - 1) / room, 0., 1.) : 0;
    double sum = 0;
    double squares = 0;
    for (const Cluster& cluster : found) {
        const double weight = cluster.size * (1 + (cluster.size - 1) * likeness);
        sum += weight;
        squares += weight * weight;
    }
    return sum * sum / squares;
}

}  // namespace

Share plain_share(double count, std::size_t n) {
    return {count, n, wilson(count, static_cast<double>(n)), 1};
}

Share clustered_share(std::span<const Observation> all, double least_design_effect) {
    double count = 0;
    for (const Observation& one : all)
        count += one.value;
    Share share = plain_share(count, all.size());
    if (all.size() < 2)
        return share;
    const auto n = static_cast<double>(all.size());
    const double mean = share.value();
    const auto visitor = [](const Observation& one) { return Key{one.visitor, 0}; };
    const auto incident = [](const Observation& one) { return Key{one.incident, 0}; };
    const auto both = [](const Observation& one) { return Key{one.visitor, one.incident}; };
    const auto by_visitor = clusters(all, mean, visitor);
    const auto by_incident = clusters(all, mean, incident);
    if (by_visitor.size() == all.size() && by_incident.size() == all.size())
        return share;
    double spread = 0;
    for (const Observation& one : all)
        spread += (one.value - mean) * (one.value - mean);
    const double alone = spread / (n * (n - 1));
    // Two ways at once (Cameron, Gelbach and Miller 2011): what a visitor brought to an incident
    // was counted in both.
    const double together =
        movement(by_visitor, n) + movement(by_incident, n) - movement(clusters(all, mean, both), n);
    if (alone > 0)
        share.design_effect = std::max(1., together / alone);
    share.design_effect = std::clamp(share.design_effect, least_design_effect, n);
    const double fewest = std::min(effective_clusters(by_visitor, n, share.design_effect),
                                   effective_clusters(by_incident, n, share.design_effect));
    const double wider = student_t_95(fewest - 1) / kNormal95;
    const double strangers = n / (share.design_effect * wider * wider);
    share.interval = wilson(mean * strangers, strangers);
    return share;
}

}  // namespace firstline
