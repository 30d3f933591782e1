#pragma once

namespace firstline {

/// Between two shares of a whole, each from 0 to 1.
struct Interval {
    double low = 0;
    double high = 1;
};

/// How many standard errors hold 95 % of a normal distribution.
inline constexpr double kNormal95 = 1.959963984540054;

/// Wilson's 95 % interval for the share of which `count` of `n` were seen. Both may be fractions:
/// "partly" counts half, which varies less than yes or no do, so that the interval is then rather
/// too wide than too narrow. For n = 0 nothing is known: [0, 1].
/// REQUIRES: 0 <= count <= n.
Interval wilson(double count, double n);

}  // namespace firstline
