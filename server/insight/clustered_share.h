#pragma once

#include <cstddef>
#include <span>

#include "server/insight/wilson.h"

namespace firstline {

/// One of the things that a share is of, with whom and what it belongs to. Numbers of visitors and
/// of incidents are the caller's; what belongs to no incident has one of its own.
struct Observation {
    double value = 0;  ///< 1: counts, 0: does not, .5: half
    std::size_t visitor = 0;
    std::size_t incident = 0;
};

/// A share of a whole as it may be printed: never without its n and interval.
struct Share {
    double count = 0;
    std::size_t n = 0;
    Interval interval;
    /// How many times wider (squared) chance alone makes it than for n strangers' single problems;
    /// 1 where every visitor and incident brought one.
    double design_effect = 1;

    /// 0 for n = 0.
    double value() const { return n > 0 ? count / static_cast<double>(n) : 0; }
};

/// Wilson's interval where every visitor and every incident brought one observation. Otherwise what
/// comes of one visitor or incident is alike, and n of them tell less than n strangers: the
/// observations of each visitor and of each incident are left out in turn to see how much they
/// move the share, and Wilson's interval is taken for the number of strangers who would move it as
/// much, with Student's t for how few the visitors and incidents are. Never narrower than Wilson's.
///
/// Where `value` is the same for all, nothing can be seen of how alike they are:
/// `least_design_effect` may say it from elsewhere.
Share clustered_share(std::span<const Observation> all, double least_design_effect = 1);

/// The share of things that know nothing of each other.
Share plain_share(double count, std::size_t n);

}  // namespace firstline
