#include "tests/server/insight/coverage.h"

#include <algorithm>

namespace firstline {
namespace {

bool holds(const Interval& interval, double share) {
    return interval.low <= share && share <= interval.high;
}

double solved_of(const SimulatedDesk& desk) {
    const auto solved = std::count_if(desk.truth.begin(), desk.truth.end(),
                                      [](const Truth& truth) { return truth.solved; });
    return static_cast<double>(solved) / static_cast<double>(desk.truth.size());
}

}  // namespace

Covered cover(const World& world, unsigned runs, std::uint64_t seed) {
    Chance chance(seed);
    Covered sum;
    const double confirmed = confirmed_share(world);
    for (unsigned run = 0; run < runs; ++run) {
        const SimulatedDesk desk = simulate(world, std::chrono::sys_days{}, 12, chance);
        const auto problems = problems_of(desk.input.events, desk.input.votes, desk.input.tickets);
        const auto found = deflection_of(problems, desk.input.from, desk.input.until,
                                         desk.input.until + kProblemLife);
        const Share& share = found.all.of(Outcome::confirmed);
        const double solved = solved_of(desk);
        sum.confirmed += holds(share.interval, confirmed) ? 1 : 0;
        sum.confirmed_by_wilson +=
            holds(wilson(share.count, static_cast<double>(share.n)), confirmed) ? 1 : 0;
        if (found.dominant) {
            ++sum.dominant;
            const Share& others = found.dominant->without.of(Outcome::confirmed);
            sum.confirmed_without += holds(others.interval, confirmed) ? 1 : 0;
        }
        sum.solved_in_range +=
            share.interval.low <= solved && solved <= found.all.not_denied.interval.high ? 1 : 0;
        sum.usual_error += found.all.usual() - solved;
        sum.mean_confirmed += share.value();
        sum.mean_width += share.interval.high - share.interval.low;
        sum.mean_design_effect += share.design_effect;
        sum.mean_problems += static_cast<double>(share.n);
    }
    sum.confirmed_without /= std::max(sum.dominant, 1.);
    for (double* total : {&sum.confirmed, &sum.confirmed_by_wilson, &sum.dominant,
                          &sum.solved_in_range, &sum.usual_error, &sum.mean_confirmed,
                          &sum.mean_width, &sum.mean_design_effect, &sum.mean_problems})
        *total /= runs;
    return sum;
}

}  // namespace firstline
