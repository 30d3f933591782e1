#include "server/search/confidence.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "server/search/ranking_numbers.h"

namespace firstline {

double confidence_of(double score, const std::vector<double>& best, double mass) {
    using namespace ranking;
    if (mass <= 0 || score <= 0)
        return 0;
    double ratio = 1;
    if (best.size() >= kConfidenceHits) {
        const double others =
            std::accumulate(best.begin() + 1, best.begin() + static_cast<long>(kConfidenceHits),
                            0.0) /
            static_cast<double>(kConfidenceHits - 1);
        ratio = others > 0 ? std::clamp(score / others, 1.0, kLargestMargin) : kLargestMargin;
    }
    const double x =
        kConfidenceShare * score / mass + kConfidenceMargin * std::log(ratio) + kConfidenceOffset;
    return 1 / (1 + std::exp(-x));
}

}  // namespace firstline
