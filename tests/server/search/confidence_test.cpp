#include "server/search/confidence.h"

#include <doctest/doctest.h>

#include "server/search/ranking_numbers.h"

using firstline::confidence_of;

TEST_CASE("the more of the query a hit holds, and the further it leads, the surer we are") {
    const std::vector<double> close{10, 9.9, 9.8, 9.7, 9.6, 9.5, 9.4, 9.3, 9.2, 9.1, 9.0};
    const std::vector<double> far{10, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2};
    CHECK(confidence_of(10, far, 10) > confidence_of(10, close, 10));
    CHECK(confidence_of(10, far, 10) > confidence_of(10, far, 20));
    CHECK(confidence_of(10, far, 10) > confidence_of(4, far, 10));
    CHECK(confidence_of(10, far, 10) > firstline::ranking::kSure);
    CHECK(confidence_of(10, close, 20) < firstline::ranking::kSure);
}

TEST_CASE("the formula is the one of the ranking article") {
    // S1/M = 1, S1/mean(S2..S11) = 2: 1 / (1 + exp(-(1 + 1.3 ln 2 - 2.2)))
    const std::vector<double> scores{8, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4};
    CHECK(confidence_of(8, scores, 8) == doctest::Approx(0.4258).epsilon(0.001));
    // Fewer than 11 hits say nothing of the distance: the ratio counts as 1.
    CHECK(confidence_of(8, {8, 4}, 8) == doctest::Approx(0.2315).epsilon(0.001));
}

TEST_CASE("one word of many is not believed only because no other article has any") {
    const std::vector<double> lone{4, .1, .1, .1, .1, .1, .1, .1, .1, .1, .1};
    CHECK(confidence_of(4, lone, 16) < firstline::ranking::kSure);
    CHECK(confidence_of(4, lone, 4) > firstline::ranking::kSure);
}

TEST_CASE("nothing found is nothing believed") {
    CHECK(confidence_of(0, {}, 0) == 0);
    CHECK(confidence_of(0, {}, 5) == 0);
    CHECK(confidence_of(3, {3}, 0) == 0);
}
