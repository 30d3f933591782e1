#include "server/insight/wilson.h"

#include <algorithm>
#include <cmath>

namespace firstline {

Interval wilson(double count, double n) {
    if (n <= 0)
        return {};
    constexpr double kSquared = kNormal95 * kNormal95;
    const double share = count / n;
    const double whole = 1 + kSquared / n;
    const double middle = (share + kSquared / (2 * n)) / whole;
    const double half =
        kNormal95 * std::sqrt(share * (1 - share) / n + kSquared / (4 * n * n)) / whole;
    // At 0 and 1 the formula gives these ends, but for rounding.
    return {count <= 0 ? 0 : std::max(0., middle - half),
            count >= n ? 1 : std::min(1., middle + half)};
}

}  // namespace firstline
