#include "tests/bench/relevance/measures.h"

#include <algorithm>
#include <cmath>

namespace firstline {

namespace {

constexpr std::size_t kDepth = 10;

double discount(std::size_t rank) {
    return 1 / std::log2(static_cast<double>(rank) + 2);
}

}  // namespace

Effectiveness& Effectiveness::operator+=(const Effectiveness& other) {
    success1 += other.success1;
    success3 += other.success3;
    mrr += other.mrr;
    ndcg += other.ndcg;
    recall += other.recall;
    return *this;
}

Effectiveness Effectiveness::operator/(double by) const {
    return {success1 / by, success3 / by, mrr / by, ndcg / by, recall / by};
}

Effectiveness effectiveness(const std::vector<std::string>& ranked,
                            const std::set<std::string>& right) {
    Effectiveness result;
    double gain = 0, ideal = 0;
    for (std::size_t rank = 0; rank < std::min(right.size(), kDepth); ++rank)
        ideal += discount(rank);
    for (std::size_t rank = 0; rank < std::min(ranked.size(), kDepth); ++rank) {
        if (!right.contains(ranked[rank]))
            continue;
        if (result.mrr == 0) {
            result.mrr = 1 / static_cast<double>(rank + 1);
            result.success1 = rank < 1 ? 1 : 0;
            result.success3 = rank < 3 ? 1 : 0;
        }
        gain += discount(rank);
        result.recall += 1 / static_cast<double>(right.size());
    }
    result.ndcg = gain / ideal;
    return result;
}

double auroc(const std::vector<double>& answerable, std::vector<double> unanswerable) {
    std::sort(unanswerable.begin(), unanswerable.end());
    double won = 0;
    for (const double confidence : answerable) {
        const auto [low, high] =
            std::equal_range(unanswerable.begin(), unanswerable.end(), confidence);
        won +=
            static_cast<double>(low - unanswerable.begin()) + static_cast<double>(high - low) / 2;
    }
    return won / static_cast<double>(answerable.size() * unanswerable.size());
}

double answered_and_right(const std::vector<Answer1>& answerable, std::vector<double> unanswerable,
                          double rejection) {
    std::sort(unanswerable.begin(), unanswerable.end());
    const auto rejected =
        static_cast<std::size_t>(std::ceil(rejection * static_cast<double>(unanswerable.size())));
    // What is believed more than the last one turned away is answered.
    const double threshold = rejected == 0 ? -1 : unanswerable[rejected - 1];
    const auto served = std::count_if(
        answerable.begin(), answerable.end(),
        [&](const Answer1& answer) { return answer.right && answer.confidence > threshold; });
    return static_cast<double>(served) / static_cast<double>(answerable.size());
}

double sign_test(std::size_t wins, std::size_t losses) {
    const std::size_t all = wins + losses;
    const std::size_t fewer = std::min(wins, losses);
    double tail = 0;
    for (std::size_t k = 0; k <= fewer; ++k) {
        const auto n = static_cast<double>(all), i = static_cast<double>(k);
        tail += std::exp(std::lgamma(n + 1) - std::lgamma(i + 1) - std::lgamma(n - i + 1) -
                         n * std::log(2.0));
    }
    return std::min(1.0, 2 * tail);
}

std::vector<ReliabilityBin> reliability(const std::vector<Answer1>& answers) {
    constexpr std::size_t kBins = 10;
    std::vector<ReliabilityBin> bins(kBins);
    for (const auto& answer : answers) {
        auto& bin = bins[std::min(kBins - 1, static_cast<std::size_t>(answer.confidence * kBins))];
        ++bin.answers;
        bin.believed += answer.confidence;
        bin.right += answer.right ? 1 : 0;
    }
    for (auto& bin : bins) {
        const auto n = static_cast<double>(std::max<std::size_t>(1, bin.answers));
        bin.believed /= n;
        bin.right /= n;
    }
    return bins;
}

double calibration_error(const std::vector<ReliabilityBin>& bins) {
    double error = 0, all = 0;
    for (const auto& bin : bins) {
        error += static_cast<double>(bin.answers) * std::abs(bin.believed - bin.right);
        all += static_cast<double>(bin.answers);
    }
    return all == 0 ? 0 : error / all;
}

}  // namespace firstline
