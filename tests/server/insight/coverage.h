#pragma once

#include <cstdint>

#include "tests/server/insight/simulation.h"

namespace firstline {

/// How often, of many simulated desks of one kind, what is printed holds what is true of them.
struct Covered {
    double confirmed = 0;            ///< the interval holds the population's Confirmed share
    double confirmed_without = 0;    ///< likewise, without the dominant incident
    double confirmed_by_wilson = 0;  ///< Wilson's over problems, as if all were strangers'
    double dominant = 0;             ///< a dominant incident was found and shown apart
    double solved_in_range = 0;      ///< truly solved here, between the two ends that are printed
    double usual_error = 0;          ///< mean of 1 - F/I less the share truly solved
    double mean_confirmed = 0;
    double mean_width = 0;  ///< of the interval
    double mean_design_effect = 0;
    double mean_problems = 0;
};

Covered cover(const World& world, unsigned runs, std::uint64_t seed);

}  // namespace firstline
