#include "server/search/confidence.h"

#include <algorithm>
#include <cmath>

#include "server/search/ranking_numbers.h"

namespace firstline {

double confidence_of(double score, const std::vector<double>& best, double mass) {
    using namespace ranking;
    if (mass <= 0 || score <= 0)
        return 0;
    double ratio = 1;
    if (best.size() >= kConfidenceHits) {
        double others = 0;
        for (std::size_t i = 1; i < kConfidenceHits; ++i)
            others += std::max(best[i], kCompetitorFloor * mass);
        others /= static_cast<double>(kConfidenceHits - 1);
        ratio = std::clamp(score / others, 1.0, kLargestMargin);
    }
    const double x =
        kConfidenceShare * score / mass + kConfidenceMargin * std::log(ratio) + kConfidenceOffset;
    return 1 / (1 + std::exp(-x));
}

}  // namespace firstline
