#include "tests/server/insight/coverage.h"

#include <doctest/doctest.h>

using namespace firstline;

namespace {

constexpr unsigned kRuns = 2000;

const Covered& many_small_incidents() {
    static const Covered covered = cover({.problems = 150, .incidents = 30}, kRuns, 1);
    return covered;
}

}  // namespace

TEST_CASE("with many small incidents 95 of 100 intervals hold the true Confirmed share") {
    const Covered& covered = many_small_incidents();
    CAPTURE(covered.confirmed);
    CHECK(covered.confirmed >= .935);
    CHECK(covered.confirmed <= .965);
    // Wilson's alone would be too sure of itself.
    CHECK(covered.confirmed > covered.confirmed_by_wilson + .01);
}

TEST_CASE("without incidents 95 of 100 intervals hold the true Confirmed share") {
    const Covered covered = cover({.problems = 250, .returning = 0}, kRuns, 2);
    CAPTURE(covered.confirmed);
    CHECK(covered.confirmed >= .935);
    CHECK(covered.confirmed <= .965);
    CHECK(covered.confirmed == covered.confirmed_by_wilson);
}

TEST_CASE("what was truly solved lies in the printed range, where 1 - F/I seldom comes near it") {
    const Covered& covered = many_small_incidents();
    CAPTURE(covered.solved_in_range);
    CHECK(covered.solved_in_range >= .95);
    CHECK(covered.usual_error > .1);
}

TEST_CASE("with one dominant incident the numbers without it hold what they promise") {
    const Covered covered = cover({.problems = 150, .incidents = 20, .dominant = 120}, kRuns, 4);
    CAPTURE(covered.confirmed_without);
    CHECK(covered.dominant == 1);
    CHECK(covered.confirmed_without >= .935);
    CHECK(covered.confirmed_without <= .965);
}

TEST_CASE("every simulated problem is counted as it was meant") {
    Chance chance(5);
    const SimulatedDesk desk = simulate({.problems = 400, .incidents = 20, .dominant = 50},
                                        std::chrono::sys_days{}, 12, chance);
    std::array<std::size_t, kOutcomes> meant{};
    for (const Truth& truth : desk.truth)
        ++meant[static_cast<std::size_t>(truth.outcome)];
    const Deflection counted =
        insight_report(desk.input, desk.input.until + std::chrono::days{8}).deflection.all;
    CHECK(counted.problems == desk.truth.size());
    for (std::size_t i = 0; i < kOutcomes; ++i)
        CHECK(counted.outcomes[i].count == static_cast<double>(meant[i]));
}
