#include "server/insight/student_t.h"

#include "server/insight/wilson.h"

namespace firstline {

double student_t_95(double degrees) {
    if (degrees < 2)
        return 12.7062;
    if (degrees < 3)
        return 4.3027;
    // Expansion in 1/degrees (Abramowitz and Stegun, 26.7.5): within 0.2 % from 3 on.
    constexpr double z = kNormal95;
    constexpr double z3 = z * z * z;
    constexpr double z5 = z3 * z * z;
    constexpr double z7 = z5 * z * z;
    constexpr double z9 = z7 * z * z;
    const double d = degrees;
    return z + (z3 + z) / (4 * d) + (5 * z5 + 16 * z3 + 3 * z) / (96 * d * d) +
           (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * d * d * d) +
           (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * d * d * d * d);
}

}  // namespace firstline
